/** Finds IBANs in text by their form, by their country's length and by their checksum. */

/** Number of characters per country, from the IBAN registry. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 ' +
    'RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const START = /(?<![\p{L}\p{N}])(?:[A-Z]{2}|[a-z]{2})\d{2}/gu;
/** Of 8,700 random UUIDs one has a part that is an IBAN by its form, such as be73c188-6f75-48d2. */
const UUID = /(?<![\p{L}\p{N}])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}])/giu;
const CHARACTER = /[A-Za-z0-9]/;
const SEPARATOR = /[ \u00a0\u202f-]/;
const GROUP = 4;

/** Replaces every IBAN, written in one piece or in groups, outside UUIDs; returns the same text when there is none. */
export function redactIbans(text: string, replacement: string): string {
  let redacted = '';
  let done = 0;
  let uuids: Spans | undefined;
  for (const { 0: start, index } of text.matchAll(START)) {
    if (index < done) continue;
    const end = endOfIban(text, index, LENGTHS.get(start.slice(0, 2).toUpperCase()) ?? 0);
    if (end < 0) continue;
    uuids ??= new Spans(text.matchAll(UUID));
    if (uuids.touch(index, end)) continue;
    redacted += text.slice(done, index) + replacement;
    done = end;
  }
  return done === 0 ? text : redacted + text.slice(done);
}

/** Parts of a text, asked about from its beginning to its end: each part is looked at once. */
class Spans {
  private next;

  constructor(private readonly matches: IterableIterator<RegExpExecArray>) {
    this.next = matches.next();
  }

  /** Whether one of them has a character in common with the part from `start` to before `end`. */
  touch(start: number, end: number): boolean {
    while (!this.next.done && this.next.value.index + this.next.value[0].length <= start)
      this.next = this.matches.next();
    return !this.next.done && this.next.value.index < end;
  }
}

/** Returns where the IBAN that starts here ends; -1 when it is none. */
function endOfIban(text: string, start: number, length: number): number {
  let iban = '';
  let end = start;
  while (iban.length < length && end < text.length) {
    const character = text[end] ?? '';
    if (CHARACTER.test(character)) iban += character;
    else if (!SEPARATOR.test(character) || !mayPause(iban)) return -1;
    end += 1;
  }
  const runsOn = CHARACTER.test(text[end] ?? '');
  return length > 0 && iban.length === length && !runsOn && hasChecksum(iban) ? end : -1;
}

/** In lower case it reads like ordinary words, so only groups of four count. */
const mayPause = (iban: string): boolean => iban.length % GROUP === 0 || iban === iban.toUpperCase();

/** ISO 7064 mod 97-10: the first four characters go last, letters count from 10, and 1 must remain. */
function hasChecksum(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

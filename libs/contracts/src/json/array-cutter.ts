/**
 * Cuts the elements out of a JSON array without parsing them, so that an unreadable element affects only itself. The
 * text may arrive in pieces. Brackets, quotes and commas must be sound; everything between them is left for a parser
 * to judge.
 */

/** The text is not an array, or the start of its next element cannot be found. */
export class BrokenArrayError extends Error {
  override readonly name = 'BrokenArrayError';
}

export interface ArrayCutterOptions {
  /** Longest element that is kept; a longer one is returned as null. */
  maxBytes?: number;
  /** The array is part of something else: anything after it is ignored. */
  isPart?: boolean;
}

type State =
  | 'before the array'
  | 'before an element'
  | 'in a scalar'
  | 'in a text'
  | 'in a bracket'
  | 'after an element'
  | 'after the array';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const BLANKS = new Set([0x20, 0x09, LINE_FEED, CARRIAGE_RETURN]);

export class ArrayCutter {
  /** Number of elements cut out so far: the index of the next one. */
  count = 0;

  private state: State = 'before the array';
  private readonly mark = [...BYTE_ORDER_MARK];
  private readonly closers: number[] = [];
  private inString = false;
  private isEscaped = false;
  private parts: Uint8Array[] = [];
  private length = 0;
  private cut: (Uint8Array | null)[] = [];

  private readonly maxBytes: number;
  private readonly isPart: boolean;

  constructor({ maxBytes = Infinity, isPart = false }: ArrayCutterOptions = {}) {
    this.maxBytes = maxBytes;
    this.isPart = isPart;
  }

  /** Whether the array is closed. */
  get isEnded(): boolean {
    return this.state === 'after the array';
  }

  /**
   * Returns the elements that this piece completes.
   * @throws BrokenArrayError
   */
  write(piece: Uint8Array): (Uint8Array | null)[] {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] as number;
      if (this.isWithin()) {
        const length = this.step(byte);
        if (length === null) continue;
        this.keep(piece.subarray(start, at + length));
        this.complete();
        if (length === 0 && !BLANKS.has(byte)) this.between(byte);
      } else if (!BLANKS.has(byte) && this.between(byte)) start = at;
    }
    if (this.isWithin()) this.keep(piece.subarray(start));
    return this.takeCut();
  }

  /** After a BrokenArrayError: returns the elements that were complete before it. */
  takeCut(): (Uint8Array | null)[] {
    return this.cut.splice(0);
  }

  /** @throws BrokenArrayError when the text ends before the array does */
  end(): void {
    if (!this.isEnded) throw new BrokenArrayError('it ends in the middle of the array');
  }

  private isWithin(): boolean {
    return this.state === 'in a scalar' || this.state === 'in a text' || this.state === 'in a bracket';
  }

  /** Handles a byte between elements. @returns whether an element starts with it */
  private between(byte: number): boolean {
    switch (this.state) {
      case 'before the array':
        if (byte === this.mark[0]) {
          this.mark.shift();
          return false;
        }
        if (byte !== OPEN_LIST) throw new BrokenArrayError('it is not an array');
        this.state = 'before an element';
        return false;
      case 'before an element':
        if (byte === CLOSE_LIST && this.count === 0) this.state = 'after the array';
        else this.begin(byte);
        return !this.isEnded;
      case 'after an element':
        if (byte !== COMMA && byte !== CLOSE_LIST) throw new BrokenArrayError('a comma is missing after an element');
        this.state = byte === COMMA ? 'before an element' : 'after the array';
        return false;
      default:
        if (this.isPart) return false;
        throw new BrokenArrayError('there is text after the end of the array');
    }
  }

  private begin(byte: number): void {
    if (byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT)
      throw new BrokenArrayError('an element is missing');
    this.inString = byte === QUOTE;
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.closers.push(closerOf(byte));
      this.state = 'in a bracket';
    } else this.state = this.inString ? 'in a text' : 'in a scalar';
  }

  /** Handles a byte of an element. @returns null, or when the element ends: 1 with this byte, 0 before it */
  private step(byte: number): 0 | 1 | null {
    if (this.inString) return this.stepInString(byte);
    if (this.state === 'in a scalar') return stepInScalar(byte);
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.closers.push(closerOf(byte));
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (this.closers.pop() !== byte) throw new BrokenArrayError('brackets do not match');
      return this.closers.length === 0 ? 1 : null;
    }
    return null;
  }

  private stepInString(byte: number): 1 | null {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) {
      this.inString = false;
      return this.closers.length === 0 ? 1 : null;
    } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      // An unclosed text would turn everything after it inside out.
      throw new BrokenArrayError('a string is not closed on its line');
    }
    return null;
  }

  private keep(part: Uint8Array): void {
    this.length += part.length;
    if (this.length > this.maxBytes) this.parts = [];
    else this.parts.push(part);
  }

  private complete(): void {
    this.cut.push(this.length > this.maxBytes ? null : joined(this.parts, this.length));
    this.count += 1;
    this.parts = [];
    this.length = 0;
    this.state = 'after an element';
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const closerOf = (opener: number): number => (opener === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT);

function stepInScalar(byte: number): 0 | null {
  if (byte === COMMA || byte === CLOSE_LIST || BLANKS.has(byte)) return 0;
  if (byte === QUOTE || byte === OPEN_LIST || byte === OPEN_OBJECT || byte === CLOSE_OBJECT) {
    throw new BrokenArrayError('a comma is missing after an element');
  }
  return null;
}

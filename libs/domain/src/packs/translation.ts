/**
 * Translates a document from another shape into the canonical one.
 *
 * A shape is a table: for each canonical field, its known aliases and how its value is read. The camel-case spelling
 * of a field is always one of its aliases. Renamed fields are noted, grouped where places are similar; the origin of
 * each value is kept, so that a fault in the canonical document can be reported with its path in the original. A
 * number that is a field's own value (`2.0`) becomes a plain one; numbers inside values taken as they are keep their
 * spelling.
 */
import { isJsonObject, plainNumber } from '@sentinai/contracts';
import { formatPath, formatPattern, type Path } from './pack-path.ts';

/** The place of a value in the original document and in the canonical one. */
export interface Place {
  readonly from: Path;
  readonly to: Path;
}

export type Translate = (value: unknown, place: Place, log: TranslationLog) => unknown;

export interface FieldShape {
  /** How the value is read; default: unchanged. */
  value?: Translate;
  /** Other names of the field; a name that implies another unit has its own reading. */
  aliases?: Readonly<Record<string, Translate | null>>;
  /** Destination of the value when it is deeper than the field's own name. */
  to?: readonly string[];
  /** The value is an object that merely groups fields of its owner. */
  inline?: true;
}

export type ObjectShape = Readonly<Record<string, FieldShape>>;

interface UnknownKey {
  owner: Record<string, unknown>;
  key: string;
  value: unknown;
  from: Path;
}

/** Record of a translation: its notes, the origins of values, and the unknown keys. */
export class TranslationLog {
  private readonly notesByPattern = new Map<string, { exact: string; count: number }>();
  private readonly origins = new Map<string, Path>();
  private readonly unknownKeys: UnknownKey[] = [];
  private reshaped = false;

  /** Records a field found under another name or in another place. */
  renamed({ from, to }: Place): void {
    this.moved({ from, to });
    this.note(`${formatPattern(from)} → ${formatPattern(to)}`, `${formatPath(from)} → ${formatPath(to)}`);
  }

  /** Records a value read as something other than it is. */
  reread({ from }: Place, how: string): void {
    this.note(`${formatPattern(from)}: ${how}`, `${formatPath(from)}: ${how}`);
  }

  /** Records a value whose structure was changed: from here on, the document is not in the canonical shape. */
  restructured(place: Place, how: string): void {
    this.moved(place);
    this.reread(place, how);
  }

  /** Records a value that moved as part of a restructuring already noted. */
  moved({ from, to }: Place): void {
    this.reshaped = true;
    this.origins.set(formatPath(to), from);
  }

  unknown(owner: Record<string, unknown>, key: string, value: unknown, from: Path): void {
    this.unknownKeys.push({ owner, key, value, from });
  }

  /** One line per kind of translation, with the number of places when there are several. */
  get notes(): string[] {
    return [...this.notesByPattern].map(([pattern, { exact, count }]) =>
      count === 1 ? exact : `${pattern} (${count} places)`,
    );
  }

  /** Maps a place in the canonical document to its place in the original. */
  originOf(path: Path): Path {
    for (let length = path.length; length > 0; length -= 1) {
      const origin = this.origins.get(formatPath(path.slice(0, length)));
      if (origin) return [...origin, ...path.slice(length)];
    }
    return path;
  }

  /**
   * Settles the unknown keys. In a document in another shape they have no effect and are reported here, similar ones
   * together. In a canonical document they are restored, for the schema to reject.
   */
  settleUnknownKeys(): { path: string; message: string }[] {
    if (!this.reshaped) {
      for (const { owner, key, value } of this.unknownKeys) owner[key] = value;
      return [];
    }
    const places = new Map<string, { path: string; count: number }>();
    for (const { from } of this.unknownKeys) {
      const pattern = formatPattern(from);
      const seen = places.get(pattern);
      places.set(pattern, seen ? { path: pattern, count: seen.count + 1 } : { path: formatPath(from), count: 1 });
    }
    return [...places.values()].map(({ path, count }) => ({
      path,
      message: count === 1 ? 'is not used' : `is not used (${count} places)`,
    }));
  }

  private note(pattern: string, exact: string): void {
    const seen = this.notesByPattern.get(pattern);
    if (seen) seen.count += 1;
    else this.notesByPattern.set(pattern, { exact, count: 1 });
  }
}

const asIs: Translate = (value) => value;

/** Reads an object of the given shape. Anything else is left for the schema to reject. */
export function object(shape: ObjectShape): Translate {
  const fields = fieldsByName(shape);
  return (value, place, log) => {
    if (!isJsonObject(value)) return value;
    const translated: Record<string, unknown> = {};
    for (const found of fieldsFound(value, fields, place.from)) readField(translated, found, { place, log });
    return translated;
  };
}

interface FoundField {
  field: Field | undefined;
  key: string;
  content: unknown;
  from: Path;
}

/**
 * Returns the fields of an object, including grouped ones; fields with a deeper destination come last, to add to what
 * exists.
 */
function fieldsFound(value: Record<string, unknown>, fields: ReadonlyMap<string, Field>, from: Path): FoundField[] {
  const found = Object.entries(value).flatMap(([key, content]): FoundField[] => {
    const field = fields.get(key);
    const here = [...from, key];
    return field?.inline && isJsonObject(content)
      ? fieldsFound(content, fields, here)
      : [{ field, key, content, from: here }];
  });
  return found.sort((one, other) => (one.field?.to.length ?? 0) - (other.field?.to.length ?? 0));
}

function readField(
  target: Record<string, unknown>,
  { field, key, content, from }: FoundField,
  { place, log }: { place: Place; log: TranslationLog },
): void {
  if (!field || hasField(target, field.to)) {
    log.unknown(target, key, content, from);
    return;
  }
  const here = { from, to: [...place.to, ...field.to] };
  const relative = formatPath(from.slice(place.from.length));
  if (relative !== formatPath(field.to)) log.renamed(here);
  setField(target, field.to, field.read(plainNumber(content), here, log));
}

/** Reads a list whose items are all read the same way. */
export function list(item: Translate): Translate {
  return (value, place, log) =>
    Array.isArray(value)
      ? value.map((entry: unknown, index) =>
          item(entry, { from: [...place.from, index], to: [...place.to, index] }, log),
        )
      : value;
}

/** Reads a map from names to values that are all read the same way. */
export function mapOf(item: Translate): Translate {
  return (value, place, log) =>
    isJsonObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, entry]) => [
            key,
            item(plainNumber(entry), { from: [...place.from, { key }], to: [...place.to, { key }] }, log),
          ]),
        )
      : value;
}

interface Field {
  to: readonly string[];
  read: Translate;
  inline: boolean;
}

function fieldsByName(shape: ObjectShape): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, { value = asIs, aliases = {}, to = [name], inline = false }] of Object.entries(shape)) {
    const names = { [name]: null, [camelCase(name)]: null, ...aliases };
    for (const [alias, read] of Object.entries(names)) fields.set(alias, { to, read: read ?? value, inline });
  }
  return fields;
}

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function hasField(target: Record<string, unknown>, to: readonly string[]): boolean {
  let value: unknown = target;
  for (const key of to) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return false;
    value = value[key];
  }
  return true;
}

function setField(target: Record<string, unknown>, to: readonly string[], value: unknown): void {
  const [key = '', ...deeper] = to;
  if (deeper.length === 0) {
    target[key] = value;
    return;
  }
  const inner = isJsonObject(target[key]) ? { ...target[key] } : {};
  target[key] = inner;
  setField(inner, deeper, value);
}

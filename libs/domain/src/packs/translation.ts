/**
 * Reading a document in another shape than the canonical one.
 *
 * A shape is a table: for each canonical field, the names it goes by in the wild and how its value is read. The camel-case
 * spelling of a field is always one of its names. What was renamed is noted, grouped where places are alike; where a
 * value went is kept, so that a fault in the canonical document can be said with its path in the original. A number that is a field's
 * own value (`2.0`) is a plain one; those inside values that are taken as they are keep their spelling.
 */
import { isJsonObject, plainNumber } from '@sentinai/contracts';
import { formatPath, formatPattern, type Path } from './pack-path.ts';

/** Where a value stands in the original document, and where it goes in the canonical one. */
export interface Place {
  readonly from: Path;
  readonly to: Path;
}

export type Translate = (value: unknown, place: Place, log: TranslationLog) => unknown;

export interface FieldShape {
  /** How the value is read; default: as it is. */
  value?: Translate;
  /** Other names of the field; one that means another unit brings its own reading. */
  aliases?: Readonly<Record<string, Translate | null>>;
  /** Where the value goes when that is deeper than the field's own name. */
  to?: readonly string[];
  /** The value is an object that only groups fields of its owner. */
  inline?: true;
}

export type ObjectShape = Readonly<Record<string, FieldShape>>;

interface UnknownKey {
  owner: Record<string, unknown>;
  key: string;
  value: unknown;
  from: Path;
}

/** What a translation did: its notes, where values came from, and the keys nobody knows. */
export class TranslationLog {
  private readonly notesByPattern = new Map<string, { exact: string; count: number }>();
  private readonly origins = new Map<string, Path>();
  private readonly unknownKeys: UnknownKey[] = [];
  private reshaped = false;

  /** A field was found under another name or in another place. */
  renamed({ from, to }: Place): void {
    this.moved({ from, to });
    this.note(`${formatPattern(from)} → ${formatPattern(to)}`, `${formatPath(from)} → ${formatPath(to)}`);
  }

  /** A value was read as something else than it is. */
  reread({ from }: Place, how: string): void {
    this.note(`${formatPattern(from)}: ${how}`, `${formatPath(from)}: ${how}`);
  }

  /** A value of another structure was taken apart: from here on, the document is not of the canonical shape. */
  restructured(place: Place, how: string): void {
    this.moved(place);
    this.reread(place, how);
  }

  /** A value went elsewhere as part of a restructuring that is noted already. */
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

  /** The place in the original document of a place in the canonical one. */
  originOf(path: Path): Path {
    for (let length = path.length; length > 0; length -= 1) {
      const origin = this.origins.get(formatPath(path.slice(0, length)));
      if (origin) return [...origin, ...path.slice(length)];
    }
    return path;
  }

  /**
   * Settles the unknown keys. In a document of a shape found in the wild they have no effect, and are named here, alike
   * ones together. In a canonical document they go back to their place, for the schema to refuse them.
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

/** An object of the given shape. Anything else is left for the schema to refuse. */
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

/** The fields of an object, grouped ones among them; those that go deeper come last, to add to what is there. */
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

/** A list; each item is read alike. */
export function list(item: Translate): Translate {
  return (value, place, log) =>
    Array.isArray(value)
      ? value.map((entry: unknown, index) =>
          item(entry, { from: [...place.from, index], to: [...place.to, index] }, log),
        )
      : value;
}

/** A map from names to values that are read alike. */
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

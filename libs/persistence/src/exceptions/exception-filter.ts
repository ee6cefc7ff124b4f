/** Filters for lists of exceptions: a closed table from filters to SQL conditions with bound values. Pure. */
import type { ExceptionStatus, MappedField, Severity, SlaState, Stage } from '@sentinai/contracts';

/** Filter of exceptions. A list matches any of its values; absent fields do not restrict. */
export interface ExceptionFilter {
  domains?: readonly string[];
  types?: readonly string[];
  severities?: readonly Severity[];
  statuses?: readonly ExceptionStatus[];
  stages?: readonly Stage[];
  owners?: readonly string[];
  sourceSystems?: readonly string[];
  entities?: readonly string[];
  slaStates?: readonly SlaState[];
  /** One of these fields is unreadable; `any`: at least one field is; `none`: no field is. */
  unreadable?: readonly (MappedField | 'any' | 'none')[];
  /** Created at or after this time. */
  createdFrom?: Date;
  /** Created at or before this time. */
  createdTo?: Date;
  /** Part of the exception's id, entity or title, in any case. */
  text?: string;
}

/** Binds a value of a statement and returns its placeholder. */
export type Bind = (value: unknown) => string;

type Condition<Value> = (value: Value, bind: Bind) => string;

const anyOf =
  (column: string, type: string): Condition<readonly string[]> =>
  (values, bind) =>
    `e.${column} = any(${bind(values)}::${type}[])`;

type Criteria = Required<ExceptionFilter>;

const CONDITIONS: { readonly [Name in keyof Criteria]: Condition<Criteria[Name]> } = {
  domains: anyOf('domain', 'varchar'),
  types: anyOf('type', 'varchar'),
  severities: anyOf('severity', 'exception_severity'),
  statuses: anyOf('status', 'exception_status'),
  stages: anyOf('stage', 'varchar'),
  owners: anyOf('owner', 'varchar'),
  sourceSystems: anyOf('source_system', 'varchar'),
  entities: anyOf('entity', 'varchar'),
  slaStates: anyOf('sla_state', 'varchar'),
  unreadable: (words, bind) => {
    const fields = words
      .filter((word) => word !== 'any' && word !== 'none')
      .map((field) => JSON.stringify([{ field }]));
    const alternatives = [
      ...(words.includes('any') ? ['e.unreadable is not null'] : []),
      ...(words.includes('none') ? ['e.unreadable is null'] : []),
      ...(fields.length > 0 ? [`e.unreadable @> any(${bind(fields)}::jsonb[])`] : []),
    ];
    return `(${alternatives.join(' or ')})`;
  },
  createdFrom: (instant, bind) => `e.created_at >= ${bind(instant.toISOString())}::timestamptz`,
  createdTo: (instant, bind) => `e.created_at <= ${bind(instant.toISOString())}::timestamptz`,
  text: (text, bind) => {
    const pattern = `${bind(containing(text))}::text`;
    return `(e.exception_id ilike ${pattern} or e.entity ilike ${pattern} or e.title ilike ${pattern})`;
  },
};

const FILTER_NAMES = Object.keys(CONDITIONS) as (keyof Criteria)[];
/** Filters that the index by creation serves without reading the exceptions. */
const SPAN_NAMES: readonly (keyof Criteria)[] = ['createdFrom', 'createdTo'];

/** Returns the conditions on tenant and creation, to be joined by `and`. The exceptions have the alias `e`. */
export function spanConditions(tenantId: string, filter: ExceptionFilter, bind: Bind): string[] {
  return [`e.tenant_id = ${bind(tenantId)}`, ...SPAN_NAMES.flatMap((name) => conditionOf(name, filter, bind))];
}

/** Returns the other conditions of a list. */
export function factConditions(filter: ExceptionFilter, bind: Bind): string[] {
  return FILTER_NAMES.filter((name) => !SPAN_NAMES.includes(name)).flatMap((name) => conditionOf(name, filter, bind));
}

function conditionOf<Name extends keyof Criteria>(name: Name, filter: Partial<Criteria>, bind: Bind): string[] {
  const value: Criteria[Name] | undefined = filter[name];
  return value === undefined ? [] : [CONDITIONS[name](value, bind)];
}

/**
 * Whether an index can find the text: it knows runs of three letters or digits, in any alphabet. A text without such
 * a run is searched for among the newest exceptions.
 */
export const isIndexable = (text: string): boolean => /[\p{L}\p{N}]{3}/u.test(text);

/** Returns the LIKE pattern of a substring, with wildcards escaped. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

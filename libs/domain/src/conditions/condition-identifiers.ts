/** The identifiers of the rule language. */
export const CONDITION_IDENTIFIERS = [
  'domain',
  'exceptionType',
  'exception_type',
  'severity',
  'status',
  'source_system',
  'entity',
  'amount',
  'rawPayload',
  'raw_payload',
  'tags',
  'sla_minutes_remaining',
  'steps',
  'unreadable',
] as const;

export type ConditionIdentifier = (typeof CONDITION_IDENTIFIERS)[number];

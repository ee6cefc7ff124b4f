/** Finds the playbook for an exception, and says of every candidate why or why not. */
import type { Severity } from '@sentinai/contracts';
import type { ExceptionRecord } from '../case/exception-record.ts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import type { CompiledMatch, DomainConfig, Playbook } from '../packs/tenant-config.ts';
import { tagsOfType } from '../severity/classify.ts';

export interface MatchFacts extends Omit<CaseFacts, 'slaMinutesRemaining' | 'tags'> {
  domain: string;
  type: string;
  /** Null when no SLA applies. */
  slaDeadline: Date | null;
  /** The tags of the exception's type. */
  policyTags: readonly string[];
}

/** What an exception is matched on as it stands. */
export const matchFactsOf = (config: DomainConfig, exception: ExceptionRecord): MatchFacts => ({
  domain: config.domain,
  type: exception.type,
  severity: exception.severity,
  slaDeadline: exception.slaDeadline,
  policyTags: tagsOfType(config, exception.type),
  sourceSystem: exception.sourceSystem,
  entity: exception.entity,
  amount: exception.amount,
  rawPayload: exception.payload,
});

export interface PlaybookCandidate {
  playbook_id: number;
  name: string;
  version: number;
  matched: boolean;
  /** What fitted when it matched; what did not when it did not. */
  why: string[];
}

export interface PlaybookMatchResult {
  /** The first match in order of priority, version and id; null when nothing matches. */
  playbook: Playbook | null;
  /** In the order they were tried; fifty at most, the chosen one among them. */
  candidates: PlaybookCandidate[];
}

const MAX_CANDIDATES = 50;
const MS_PER_MINUTE = 60_000;

export function matchPlaybook(config: DomainConfig, facts: MatchFacts, now: Date): PlaybookMatchResult {
  const tried = { facts, values: conditionFacts(config.domain, toCaseFacts(facts, now)) };
  const candidates: PlaybookCandidate[] = [];
  let chosen: Playbook | null = null;
  for (const playbook of config.playbooks) {
    const candidate = tryPlaybook(playbook, tried);
    const isChosen: boolean = candidate.matched && chosen === null;
    if (isChosen) chosen = playbook;
    if (candidates.length < MAX_CANDIDATES) candidates.push(candidate);
    else if (isChosen) candidates[MAX_CANDIDATES - 1] = candidate;
    else if (chosen) break;
  }
  return { playbook: chosen, candidates };
}

function toCaseFacts({ policyTags, slaDeadline, ...facts }: MatchFacts, now: Date): CaseFacts {
  const slaMinutesRemaining = slaDeadline && (slaDeadline.getTime() - now.getTime()) / MS_PER_MINUTE;
  return { ...facts, tags: policyTags, slaMinutesRemaining };
}

interface Tried {
  facts: MatchFacts;
  values: ReturnType<typeof conditionFacts>;
}

function tryPlaybook(playbook: Playbook, tried: Tried): PlaybookCandidate {
  const { playbookId: playbook_id, name, version } = playbook;
  const obstacle = obstacleIn(playbook, tried);
  if (obstacle !== null) return { playbook_id, name, version, matched: false, why: [obstacle] };
  return { playbook_id, name, version, matched: true, why: whatFitted(playbook, tried) };
}

/** The first thing that does not fit, cheapest first; null when everything does. */
function obstacleIn({ match, when }: Playbook, { facts, values }: Tried): string | null {
  const obstacle =
    typeObstacle(match, facts) ??
    severityObstacle(match, values.severity) ??
    slaObstacle(match, values.sla_minutes_remaining) ??
    tagObstacle(match, facts.policyTags);
  if (obstacle !== null || when === null) return obstacle;
  const { matched, reason } = when.evaluate(values);
  return matched ? null : reason;
}

function typeObstacle({ domain, exceptionTypes }: CompiledMatch, facts: MatchFacts): string | null {
  if (domain !== null && domain !== facts.domain) return `domain is ${facts.domain}, not ${domain}`;
  if (!exceptionTypes || exceptionTypes.some((pattern) => pattern.matches(facts.type))) return null;
  return `exception_type ${facts.type} is not ${sourcesOf(exceptionTypes)}`;
}

function severityObstacle({ severities }: CompiledMatch, severity: Severity | null): string | null {
  if (!severities || (severity && severities.has(severity))) return null;
  return `severity ${severity ?? 'unknown'} is not among ${[...severities].join(', ')}`;
}

function slaObstacle({ slaMinutesRemainingLt: limit }: CompiledMatch, remaining: number | null): string | null {
  if (limit === null) return null;
  if (remaining === null) return `no SLA applies, and less than ${limit} minutes of one are asked for`;
  return remaining < limit ? null : `${Math.floor(remaining)} minutes of SLA remain, not less than ${limit}`;
}

function tagObstacle({ policyTags }: CompiledMatch, tags: readonly string[]): string | null {
  const missing = policyTags.find((tag) => !tags.includes(tag));
  return missing === undefined ? null : `policy tag ${missing} is missing`;
}

function whatFitted({ match, when, priority }: Playbook, { facts, values }: Tried): string[] {
  const why: string[] = [];
  if (match.domain !== null) why.push(`domain is ${match.domain}`);
  if (match.exceptionTypes) why.push(`exception_type ${facts.type} is ${sourcesOf(match.exceptionTypes)}`);
  if (match.severities) why.push(`severity is ${values.severity}`);
  if (match.slaMinutesRemainingLt !== null) why.push(`less than ${match.slaMinutesRemainingLt} minutes of SLA remain`);
  if (match.policyTags.length > 0) why.push(`policy tags ${match.policyTags.join(', ')} are there`);
  if (when) why.push(when.evaluate(values).reason);
  why.push(`priority ${priority}`);
  return why;
}

/** `SETTLEMENT_FAIL`, or `one of A, B*`. */
function sourcesOf(patterns: readonly { source: string }[]): string {
  const [only] = patterns;
  if (patterns.length === 1 && only) return only.source;
  return `one of ${patterns.map(({ source }) => source).join(', ')}`;
}

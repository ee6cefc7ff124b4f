/** Finds the playbook for an exception, and says of every candidate why or why not. */
import type { ExceptionRecord } from '../case/exception-record.ts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import type { DomainConfig, Playbook } from '../packs/tenant-config.ts';
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
    const one = tryPlaybook(playbook, tried);
    const isChosen: boolean = one.matched && chosen === null;
    if (isChosen) chosen = playbook;
    if (candidates.length < MAX_CANDIDATES) candidates.push(one);
    else if (isChosen) candidates[MAX_CANDIDATES - 1] = one;
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
  const why: string[] = [];
  for (const check of CHECKS) {
    const answer = check(playbook, tried);
    if (answer && !answer.fits) return candidate(playbook, { matched: false, why: [answer.says] });
    if (answer) why.push(answer.says);
  }
  return candidate(playbook, { matched: true, why: [...why, `priority ${playbook.priority}`] });
}

const candidate = (
  { playbookId: playbook_id, name, version }: Playbook,
  verdict: Pick<PlaybookCandidate, 'matched' | 'why'>,
): PlaybookCandidate => ({ playbook_id, name, version, ...verdict });

/** What one thing that a playbook asks for answered. */
interface Answer {
  fits: boolean;
  says: string;
}

/** Null: the playbook does not ask for it. */
type Check = (playbook: Playbook, tried: Tried) => Answer | null;

const checkDomain: Check = ({ match: { domain } }, { facts }) => {
  if (domain === null) return null;
  const fits = domain === facts.domain;
  return { fits, says: fits ? `domain is ${domain}` : `domain is ${facts.domain}, not ${domain}` };
};

const checkType: Check = ({ match: { exceptionTypes } }, { facts }) => {
  if (!exceptionTypes) return null;
  const fits = exceptionTypes.some((pattern) => pattern.matches(facts.type));
  return { fits, says: `exception_type ${facts.type} is ${fits ? '' : 'not '}${sourcesOf(exceptionTypes)}` };
};

const checkSeverity: Check = ({ match: { severities } }, { values: { severity } }) => {
  if (!severities) return null;
  if (severity && severities.has(severity)) return { fits: true, says: `severity is ${severity}` };
  return { fits: false, says: `severity ${severity ?? 'unknown'} is not among ${[...severities].join(', ')}` };
};

const checkSla: Check = (
  { match: { slaMinutesRemainingLt: limit } },
  { values: { sla_minutes_remaining: remaining } },
) => {
  if (limit === null) return null;
  if (remaining === null) {
    return { fits: false, says: `no SLA applies, and less than ${limit} minutes of one are asked for` };
  }
  if (remaining < limit) return { fits: true, says: `less than ${limit} minutes of SLA remain` };
  return { fits: false, says: `${Math.floor(remaining)} minutes of SLA remain, not less than ${limit}` };
};

const checkTags: Check = ({ match: { policyTags } }, { facts }) => {
  if (policyTags.length === 0) return null;
  const missing = policyTags.find((tag) => !facts.policyTags.includes(tag));
  if (missing !== undefined) return { fits: false, says: `policy tag ${missing} is missing` };
  return { fits: true, says: `policy tags ${policyTags.join(', ')} are there` };
};

const checkWhen: Check = ({ when }, { values }) => {
  if (!when) return null;
  const { matched, reason } = when.evaluate(values);
  return { fits: matched, says: reason };
};

/** Cheapest first: of a playbook that does not match, the rest is not tried. */
const CHECKS: readonly Check[] = [checkDomain, checkType, checkSeverity, checkSla, checkTags, checkWhen];

/** A candidate with everything its playbook asks for tried. */
export interface ExplainedCandidate extends PlaybookCandidate {
  priority: number;
  /** What did not fit; empty when it matched. */
  why_not: string[];
}

/** The same match, with every answer of every candidate: for people who look, not for the pipeline. */
export function explainMatch(
  config: DomainConfig,
  facts: MatchFacts,
  now: Date,
): { playbook: Playbook | null; candidates: ExplainedCandidate[] } {
  const tried = { facts, values: conditionFacts(config.domain, toCaseFacts(facts, now)) };
  const candidates = config.playbooks.map((playbook) => {
    const answers = CHECKS.flatMap((check) => check(playbook, tried) ?? []);
    const saying = (fits: boolean) => answers.filter((answer) => answer.fits === fits).map(({ says }) => says);
    const [why, why_not] = [saying(true), saying(false)];
    const matched = why_not.length === 0;
    return { ...candidate(playbook, { matched, why }), priority: playbook.priority, why_not };
  });
  return { playbook: config.playbooks.find((_, index) => candidates[index]?.matched) ?? null, candidates };
}

/** `SETTLEMENT_FAIL`, or `one of A, B*`. */
function sourcesOf(patterns: readonly { source: string }[]): string {
  const [only] = patterns;
  if (patterns.length === 1 && only) return only.source;
  return `one of ${patterns.map(({ source }) => source).join(', ')}`;
}

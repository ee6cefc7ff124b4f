/** Finds the playbook for an exception and explains the result for every candidate. */
import type { ExceptionRecord } from '../case/exception-record.ts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import { openReason } from '../conditions/open-facts.ts';
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

/** Returns the facts that an exception is matched on in its current state. */
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
  unreadable: exception.unreadable,
  undecided: exception.undecided,
});

export interface PlaybookCandidate {
  playbook_id: number;
  name: string;
  version: number;
  matched: boolean;
  /** The conditions that matched, for a match; otherwise the one that did not, or why it is undecided. */
  why: string[];
}

export interface PlaybookMatchResult {
  /** The first match by priority, version and id; null when nothing matches or an earlier candidate is undecided. */
  playbook: Playbook | null;
  /** The first playbook that may or may not match because a field cannot be read: a person must decide. */
  undecided: { playbook: Playbook; reason: string } | null;
  /** In the order of trial; at most fifty, including the chosen one. */
  candidates: PlaybookCandidate[];
}

const MAX_CANDIDATES = 50;
const MS_PER_MINUTE = 60_000;

export function matchPlaybook(config: DomainConfig, facts: MatchFacts, now: Date): PlaybookMatchResult {
  const tried = { facts, values: conditionFacts(config.domain, toCaseFacts(facts, now)) };
  const candidates: PlaybookCandidate[] = [];
  let first: { playbook: Playbook; open: string | null } | null = null;
  for (const playbook of config.playbooks) {
    const { open, ...one } = tryPlaybook(playbook, tried);
    const isFirst: boolean = first === null && (one.matched || open !== null);
    if (isFirst) first = { playbook, open };
    if (candidates.length < MAX_CANDIDATES) candidates.push(one);
    else if (isFirst) candidates[MAX_CANDIDATES - 1] = one;
    else if (first) break;
  }
  if (!first) return { playbook: null, undecided: null, candidates };
  const { playbook, open } = first;
  if (open === null) return { playbook, undecided: null, candidates };
  return { playbook: null, undecided: { playbook, reason: open }, candidates };
}

function toCaseFacts({ policyTags, slaDeadline, ...facts }: MatchFacts, now: Date): CaseFacts {
  const slaMinutesRemaining = slaDeadline && (slaDeadline.getTime() - now.getTime()) / MS_PER_MINUTE;
  return { ...facts, tags: policyTags, slaMinutesRemaining };
}

interface Tried {
  facts: MatchFacts;
  values: ReturnType<typeof conditionFacts>;
}

/** @returns the candidate, and in `open` why it is undecided; null when it is not */
function tryPlaybook(playbook: Playbook, tried: Tried): PlaybookCandidate & { open: string | null } {
  const why: string[] = [];
  let open: string | null = null;
  for (const check of CHECKS) {
    const answer = check(playbook, tried);
    if (answer?.fits === 'no') return { ...candidate(playbook, { matched: false, why: [answer.says] }), open: null };
    if (answer?.fits === 'undecided') open ??= answer.says;
    if (answer) why.push(answer.says);
  }
  if (open !== null) return { ...candidate(playbook, { matched: false, why: [`undecided: ${open}`] }), open };
  return { ...candidate(playbook, { matched: true, why: [...why, `priority ${playbook.priority}`] }), open };
}

const candidate = (
  { playbookId: playbook_id, name, version }: Playbook,
  verdict: Pick<PlaybookCandidate, 'matched' | 'why'>,
): PlaybookCandidate => ({ playbook_id, name, version, ...verdict });

/** Result of checking one match condition. */
interface Answer {
  fits: 'yes' | 'no' | 'undecided';
  says: string;
}

const answered = (fits: boolean, says: string): Answer => ({ fits: fits ? 'yes' : 'no', says });

/** Checks facts of which one may be open. */
function aboutFacts(identifier: string, { values: { open } }: Tried, answer: () => Answer): Answer {
  const reason = open && openReason(open, [{ identifier, place: null }]);
  return reason ? { fits: 'undecided', says: reason } : answer();
}

/** Null: the playbook has no such condition. */
type Check = (playbook: Playbook, tried: Tried) => Answer | null;

const checkDomain: Check = ({ match: { domain } }, { facts }) => {
  if (domain === null) return null;
  const fits = domain === facts.domain;
  return answered(fits, fits ? `domain is ${domain}` : `domain is ${facts.domain}, not ${domain}`);
};

const checkType: Check = ({ match: { exceptionTypes } }, tried) => {
  if (!exceptionTypes) return null;
  const { type } = tried.facts;
  return aboutFacts('exceptionType', tried, () => {
    const fits = exceptionTypes.some((pattern) => pattern.matches(type));
    return answered(fits, `exception_type ${type} is ${fits ? '' : 'not '}${sourcesOf(exceptionTypes)}`);
  });
};

const checkSeverity: Check = ({ match: { severities } }, tried) => {
  if (!severities) return null;
  const { severity } = tried.values;
  return aboutFacts('severity', tried, () =>
    severity && severities.has(severity)
      ? answered(true, `severity is ${severity}`)
      : answered(false, `severity ${severity ?? 'unknown'} is not among ${[...severities].join(', ')}`),
  );
};

const checkSla: Check = ({ match: { slaMinutesRemainingLt: limit } }, tried) => {
  if (limit === null) return null;
  return aboutFacts('sla_minutes_remaining', tried, () => {
    const { sla_minutes_remaining: remaining } = tried.values;
    if (remaining === null) {
      return answered(false, `no SLA applies, but the playbook requires less than ${limit} minutes of one to remain`);
    }
    if (remaining < limit) return answered(true, `less than ${limit} minutes of SLA remain`);
    return answered(false, `${Math.floor(remaining)} minutes of SLA remain, not less than ${limit}`);
  });
};

const checkTags: Check = ({ match: { policyTags } }, tried) => {
  if (policyTags.length === 0) return null;
  return aboutFacts('tags', tried, () => {
    const missing = policyTags.find((tag) => !tried.facts.policyTags.includes(tag));
    if (missing !== undefined) return answered(false, `policy tag ${missing} is missing`);
    return answered(true, `policy tags ${policyTags.join(', ')} are there`);
  });
};

const checkWhen: Check = ({ when }, { values }) => {
  if (!when) return null;
  const { outcome, reason } = when.evaluate(values);
  return { fits: FITS[outcome], says: reason };
};

const FITS = { matched: 'yes', unmatched: 'no', undecided: 'undecided' } as const;

/** Cheapest first: once a playbook fails a check, the rest are skipped. */
const CHECKS: readonly Check[] = [checkDomain, checkType, checkSeverity, checkSla, checkTags, checkWhen];

/** A candidate with every match condition checked. */
export interface ExplainedCandidate extends PlaybookCandidate {
  priority: number;
  /** What did not match or is undecided; empty for a match. */
  why_not: string[];
}

/** Matches like `matchPlaybook`, but with every answer of every candidate: for people, not for the pipeline. */
export function explainMatch(
  config: DomainConfig,
  facts: MatchFacts,
  now: Date,
): { playbook: Playbook | null; candidates: ExplainedCandidate[] } {
  const tried = { facts, values: conditionFacts(config.domain, toCaseFacts(facts, now)) };
  const candidates = config.playbooks.map((playbook) => {
    const answers = CHECKS.flatMap((check) => check(playbook, tried) ?? []);
    const saying = (fits: Answer['fits']) => answers.filter((answer) => answer.fits === fits).map(({ says }) => says);
    const why_not = [...saying('no'), ...saying('undecided').map((says) => `undecided: ${says}`)];
    const matched = why_not.length === 0;
    return { ...candidate(playbook, { matched, why: saying('yes') }), priority: playbook.priority, why_not };
  });
  return { playbook: matchPlaybook(config, facts, now).playbook, candidates };
}

/** `SETTLEMENT_FAIL`, or `one of A, B*`. */
function sourcesOf(patterns: readonly { source: string }[]): string {
  const [only] = patterns;
  if (patterns.length === 1 && only) return only.source;
  return `one of ${patterns.map(({ source }) => source).join(', ')}`;
}

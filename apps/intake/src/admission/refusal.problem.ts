/** The text of a refusal, and its 429 problem. */
import { ProblemException, retryAfter } from '@sentinai/service-kit';
import type { Refusal, Verdict } from './admission.service.ts';
import { quotaHeaders } from './quota.headers.ts';

const REASONS: Record<Refusal['cause'], string> = {
  rate_limit: 'The tenant exceeds its rate limit (items per second).',
  fair_share: 'The pipeline has a backlog, and the tenant has sent more than its share of it.',
  backlog: 'The backlog of the pipeline is too large to accept anything.',
};

export const refusalDetail = ({ cause, retryAfterMs }: Refusal): string =>
  `${REASONS[cause]} Retry in ${retryAfter(retryAfterMs)['retry-after']} s.`;

export function refusalProblem(refusal: Refusal, { quota }: Verdict): ProblemException {
  return new ProblemException('rate_limited', refusalDetail(refusal), {
    headers: { ...retryAfter(refusal.retryAfterMs), ...quotaHeaders(quota) },
  });
}

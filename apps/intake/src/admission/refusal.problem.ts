/** A refusal in words, and as the 429 it is answered with. */
import { ProblemException, retryAfter } from '@sentinai/service-kit';
import type { Refusal, Verdict } from './admission.service.ts';
import { quotaHeaders } from './quota.headers.ts';

const REASONS: Record<Refusal['cause'], string> = {
  rate_limit: 'The tenant brings more items in a second than it may.',
  fair_share: 'The pipeline is behind, and the tenant brought more than its share of what is in it.',
  backlog: 'The pipeline is too far behind to take anything in.',
};

export const refusalDetail = ({ cause, retryAfterMs }: Refusal): string =>
  `${REASONS[cause]} Come again in ${retryAfter(retryAfterMs)['retry-after']} s.`;

export function refusalProblem(refusal: Refusal, { quota }: Verdict): ProblemException {
  return new ProblemException('rate_limited', refusalDetail(refusal), {
    headers: { ...retryAfter(refusal.retryAfterMs), ...quotaHeaders(quota) },
  });
}

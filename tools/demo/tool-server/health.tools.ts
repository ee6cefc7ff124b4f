/** Tools of a health insurer: members, authorizations, and claims denied for lack of one. */
import type { DemoTool } from './demo-tool.ts';
import { between, pick, reference } from './seeded-random.ts';

export const healthTools: readonly DemoTool[] = [
  {
    name: 'health.eligibility-check',
    method: 'POST',
    path: '/health/eligibility-checks',
    required: ['member_id'],
    readOnly: true,
    answer: ({ member_id }, random) => ({
      member_id,
      eligible: random() > 0.08,
      plan: pick(random, ['HMO_GOLD', 'PPO_SILVER', 'EPO_BRONZE']),
      copay_percent: pick(random, [0, 10, 20]),
      authorization_required: random() < 0.4,
    }),
  },
  {
    name: 'health.authorization-request',
    method: 'POST',
    path: '/health/authorizations',
    required: ['member_id', 'procedure_code'],
    readOnly: false,
    answer: ({ member_id, procedure_code }, random) => ({
      authorization_id: reference(random, 'AUTH'),
      member_id,
      procedure_code,
      decision: pick(random, ['APPROVED', 'APPROVED', 'APPROVED', 'IN_REVIEW']),
      valid_days: between(random, 30, 90),
    }),
  },
  {
    name: 'health.claim-resubmit',
    method: 'POST',
    path: '/health/claims/{claim_id}/resubmit',
    required: ['claim_id'],
    readOnly: false,
    answer: ({ claim_id, authorization_id = null }, random) => ({
      claim_id,
      submission_id: reference(random, 'SUB'),
      authorization_id,
      status: pick(random, ['ACCEPTED', 'ACCEPTED', 'PENDED']),
    }),
  },
];

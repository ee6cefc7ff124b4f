/** Tools of a broker's back office: failed settlements and their repair. */
import type { DemoTool } from './demo-tool.ts';
import { between, pick, reference } from './seeded-random.ts';

export const financeTools: readonly DemoTool[] = [
  {
    name: 'finance.settlement-details',
    method: 'GET',
    path: '/finance/settlements/{order_id}',
    required: ['order_id'],
    readOnly: true,
    answer: ({ order_id }, random) => ({
      order_id,
      settlement_status: pick(random, ['FAILED', 'FAILED', 'PENDING', 'PARTIAL']),
      fail_reason: pick(random, ['SSI_MISMATCH', 'INSUFFICIENT_SECURITIES', 'COUNTERPARTY_LATE', 'CASH_SHORTFALL']),
      counterparty: pick(random, ['GSILGB2X', 'JPMSUS33', 'CITIGB2L', 'BARCGB22']),
      currency: pick(random, ['USD', 'EUR', 'GBP']),
      amount: between(random, 10_000, 4_000_000),
      days_late: between(random, 0, 6),
    }),
  },
  {
    name: 'finance.settlement-retry',
    method: 'POST',
    path: '/finance/settlements/{order_id}/retry',
    required: ['order_id'],
    readOnly: false,
    answer: ({ order_id, ssi_id }, random) => ({
      order_id,
      retry_reference: reference(random, 'STL'),
      settlement_status: pick(random, ['INSTRUCTED', 'INSTRUCTED', 'INSTRUCTED', 'MATCHED']),
      ...(ssi_id !== undefined && { ssi_id }),
    }),
  },
  {
    name: 'finance.ssi-lookup',
    method: 'GET',
    path: '/finance/ssi/{account_id}',
    required: ['account_id'],
    readOnly: true,
    answer: ({ account_id, currency = 'USD' }, random) => ({
      account_id,
      currency,
      ssi_id: reference(random, 'SSI'),
      custodian: pick(random, ['EUROCLEAR', 'CLEARSTREAM', 'DTC', 'BNY']),
      verified: random() > 0.1,
    }),
  },
  {
    name: 'finance.open-case',
    method: 'POST',
    path: '/finance/cases',
    required: ['case_type'],
    readOnly: false,
    answer: ({ case_type, queue = 'settlements' }, random) => ({
      case_id: reference(random, 'CASE'),
      case_type,
      queue,
      status: 'OPEN',
    }),
  },
];

/** A day in a broker's back office. */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import { between, pick, type Random } from '../tool-server/seeded-random.ts';
import { aPerson } from './people.ts';
import { amountBetween, dayOf, momentBefore, numbered, weighted, type Scenario } from './scenario.ts';

type Break = Pick<IngestItem, 'source_system' | 'title' | 'raw_payload'> & { exception_type?: string };

type Security = readonly [isin: string, name: string];

const LONGEST_AGO_MINUTES = 300;
const SECURITIES: readonly [Security, ...Security[]] = [
  ['US0378331005', 'APPLE INC'],
  ['US5949181045', 'MICROSOFT CORP'],
  ['DE0007164600', 'SAP SE'],
  ['GB0005405286', 'HSBC HOLDINGS'],
  ['FR0000120271', 'TOTALENERGIES'],
];
const COUNTERPARTIES = ['GSILGB2X', 'JPMSUS33', 'CITIGB2L', 'BARCGB22', 'DEUTDEFF'] as const;
const CURRENCIES = ['USD', 'USD', 'EUR', 'GBP'] as const;
/** Valid by checksum but fictitious: the ones that banks print in their examples. */
const IBANS = ['DE89370400440532013000', 'GB29NWBK60161331926819', 'FR1420041010050500013M02606'] as const;

export const financeScenario: Scenario = (random, count, now) =>
  Array.from({ length: count }, (_, index) => {
    const occurredAt = momentBefore(random, now, LONGEST_AGO_MINUTES);
    const number = index + 1;
    const what = weighted(random, BREAKS)(random, number, occurredAt);
    return { exception_id: numbered('FIN', number), occurred_at: occurredAt.toISOString(), ...what };
  });

const BREAKS: readonly [number, (random: Random, number: number, occurredAt: Date) => Break][] = [
  [40, settlementFail],
  [22, cashBreak],
  [8, positionBreak],
  [12, rejectedReport],
  [10, tradeMismatch],
  [5, securityMismatch],
  [3, failedAllocation],
];

/** Only the message reveals its type: the pack's classification has to find it. */
function settlementFail(random: Random, number: number, occurredAt: Date): Break {
  const [isin, security] = pick(random, SECURITIES);
  const client = aPerson(random);
  return {
    source_system: 'SWIFT-Gateway',
    title: `${security} did not settle`,
    raw_payload: {
      message_type: 'MT548',
      order_id: numbered('ORD', 480_000 + number),
      account_id: numbered('ACC', between(random, 1, 900)),
      isin,
      counterparty: pick(random, COUNTERPARTIES),
      currency: pick(random, CURRENCIES),
      amount: amountBetween(random, 8_000, 3_000_000),
      days_late: weighted(random, [
        [70, 0],
        [15, 1],
        [8, 2],
        [7, between(random, 3, 6)],
      ]),
      intended_settle_date: dayOf(occurredAt),
      client_name: client.name,
      client_iban: pick(random, IBANS),
      remark: weighted(random, [
        [70, 'Automatic repair attempted once'],
        [30, `Client asked about it by mail from ${client.email}, call back ${client.phone}`],
      ]),
    },
  };
}

function cashBreak(random: Random): Break {
  const currency = pick(random, CURRENCIES);
  const amount = amountBetween(random, 40, 900_000);
  const account_id = numbered('ACC', between(random, 1, 900));
  return {
    source_system: 'Recon',
    title: `${currency} ${amount} between ledger and statement of ${account_id}`,
    raw_payload: {
      reconciliation: 'CASH',
      account_id,
      currency,
      amount,
      ledger_balance: amountBetween(random, 1e6, 1e8),
      custodian: pick(random, ['EUROCLEAR', 'CLEARSTREAM', 'DTC', 'BNY']),
    },
  };
}

function positionBreak(random: Random): Break {
  const [isin, security] = pick(random, SECURITIES);
  const difference = Math.round(amountBetween(random, 50, 40_000)) * pick(random, [1, -1]);
  return {
    source_system: 'Recon',
    title: `${security}: position differs by ${difference}`,
    raw_payload: {
      reconciliation: 'POSITION',
      account_id: numbered('ACC', between(random, 1, 900)),
      isin,
      quantity_difference: difference,
    },
  };
}

function rejectedReport(random: Random, number: number): Break {
  const regulation = pick(random, ['EMIR', 'MIFIR', 'SFTR', 'CAT']);
  return {
    source_system: 'TradeRepository',
    exception_type: 'REG_REPORT_REJECTED',
    title: `${regulation} report rejected`,
    raw_payload: {
      report_id: numbered('RPT', 70_000 + number),
      regulation,
      reject_reason: pick(random, ['LEI missing', 'UTI not unique', 'venue unknown', 'timestamp out of range']),
      trader_name: aPerson(random).name,
    },
  };
}

function tradeMismatch(random: Random, number: number): Break {
  const fields = weighted(random, [
    [30, ['price']],
    [20, ['quantity']],
    [30, ['trader']],
    [20, ['settlement_location', 'broker_code']],
  ]);
  return {
    source_system: 'CTM',
    exception_type: 'TRADE_MISMATCH',
    title: `Counterparty disagrees on ${fields.join(' and ')}`,
    raw_payload: {
      order_id: numbered('ORD', 480_000 + number),
      counterparty: pick(random, COUNTERPARTIES),
      fields,
      contact: { email: aPerson(random).email, phone: aPerson(random).phone },
    },
  };
}

function securityMismatch(random: Random): Break {
  const [isin, security] = pick(random, SECURITIES);
  return {
    source_system: 'SecurityMaster',
    exception_type: 'SEC_MASTER_MISMATCH',
    title: `${security} described in two ways`,
    raw_payload: {
      isin,
      field: pick(random, ['coupon', 'maturity', 'name']),
      impact: pick(random, ['NONE', 'ECONOMIC']),
    },
  };
}

function failedAllocation(random: Random, number: number): Break {
  return {
    source_system: 'OMS',
    exception_type: 'FAILED_ALLOCATION',
    title: 'Block trade only partly allocated',
    raw_payload: {
      order_id: numbered('ORD', 480_000 + number),
      block_quantity: between(random, 10, 90) * 1_000,
      allocated_percent: between(random, 40, 95),
    },
  };
}

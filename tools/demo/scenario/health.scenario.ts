/** A day at a health insurer's claims desk. Every claim has a denial code, from which the pack derives its type. */
import { between, pick, type Random } from '../tool-server/seeded-random.ts';
import { aPerson } from './people.ts';
import { amountBetween, dayOf, minutesAfter, momentBefore, numbered, weighted, type Scenario } from './scenario.ts';

interface Denial {
  code: string;
  why: string;
  /** Payload fields that only this denial has. */
  more?: (random: Random, number: number) => Record<string, unknown>;
}

const LONGEST_AGO_MINUTES = 480;
const DAYS_SINCE_SERVICE = 40;
const PROCEDURES = ['70553', '27447', '99214', '43239', '93306', '64483'] as const;
const DIAGNOSES = ['M17.11', 'K21.9', 'I10', 'G43.909', 'E11.9'] as const;

const DENIALS: readonly [number, Denial][] = [
  [34, { code: 'CO-197', why: 'No authorization' }],
  [8, { code: 'CO-198', why: 'Authorization had run out' }],
  [16, { code: 'CO-31', why: 'Member not found' }],
  [6, { code: 'CO-4', why: 'Modifier does not fit the procedure' }],
  [6, { code: 'CO-11', why: 'Diagnosis does not fit the procedure' }],
  [
    14,
    {
      code: 'CO-18',
      why: 'Billed before',
      more: (_, number) => ({ original_claim_id: numbered('CLM', 910_000 + number) }),
    },
  ],
  [
    8,
    {
      code: 'CO-22',
      why: 'Another payer may come first',
      more: (random) => ({ other_payer: pick(random, ['Medicare', 'Lakeside Mutual', 'Prairie Health']) }),
    },
  ],
  [5, { code: 'CO-B7', why: 'Provider not certified that day' }],
  [
    3,
    {
      code: 'CO-16',
      why: 'Looks as if never given',
      more: (random) => ({ fraud_score: between(random, 90, 99) / 100 }),
    },
  ],
];

export const healthScenario: Scenario = (random, count, now) =>
  Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const receivedAt = momentBefore(random, now, LONGEST_AGO_MINUTES);
    const { code, why, more } = weighted(random, DENIALS);
    return {
      exception_id: numbered('HLT', number),
      source_system: 'Clearinghouse',
      occurred_at: receivedAt.toISOString(),
      title: `${why} (${code})`,
      raw_payload: { denial_code: code, ...claimOf(random, number, receivedAt), ...more?.(random, number) },
    };
  });

function claimOf(random: Random, number: number, receivedAt: Date): Record<string, unknown> {
  const member = aPerson(random);
  const isInpatient = random() < 0.2;
  return {
    claim_id: numbered('CLM', 910_500 + number),
    setting: isInpatient ? 'INPATIENT' : 'OUTPATIENT',
    billed_amount: isInpatient ? amountBetween(random, 4_000, 120_000) : amountBetween(random, 90, 9_000),
    procedure_code: pick(random, PROCEDURES),
    diagnosis_code: pick(random, DIAGNOSES),
    service_date: dayOf(minutesAfter(receivedAt, -24 * 60 * between(random, 1, DAYS_SINCE_SERVICE))),
    provider_npi: String(between(random, 1_000_000_000, 1_999_999_999)),
    member_id: numbered('MBR', between(random, 1, 99_999)),
    member_name: member.name,
    date_of_birth: member.dateOfBirth,
    ssn: member.ssn,
    notes: weighted(random, [
      [60, 'Submitted electronically'],
      [25, `Member called from ${member.phone}, confirmed SSN ${member.ssn}`],
      [15, `Provider sent records to ${member.email} by mistake`],
    ]),
  };
}

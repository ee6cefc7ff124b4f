/** From counts to what is answered about the pipeline. Pure. */
import { EXCEPTION_STATUSES, STAGES } from '@sentinai/contracts';
import type { PipelineCount } from '@sentinai/persistence';
import type { PipelineState } from './pipeline.dto.ts';

export interface PipelineFacts {
  tenantId: string;
  counts: readonly PipelineCount[];
  deadLetters: number;
  asOf: Date;
}

export function toPipelineState({ tenantId, counts, deadLetters, asOf }: PipelineFacts): PipelineState {
  return {
    tenant_id: tenantId,
    total: sum(counts.map(({ exceptions }) => exceptions)),
    in_flight: sum(counts.map(({ eventsInFlight }) => eventsInFlight)),
    by_stage: countBy(STAGES, counts, ({ stage }) => stage),
    by_status: countBy(EXCEPTION_STATUSES, counts, ({ status }) => status),
    dead_letters: deadLetters,
    as_of: asOf.toISOString(),
  };
}

/** Every word has its count, 0 where there is nothing. */
function countBy<Word extends string>(
  words: readonly Word[],
  counts: readonly PipelineCount[],
  wordOf: (count: PipelineCount) => Word,
): Record<Word, number> {
  const countOf = (word: Word): number =>
    sum(counts.filter((count) => wordOf(count) === word).map(({ exceptions }) => exceptions));
  return Object.fromEntries(words.map((word) => [word, countOf(word)])) as Record<Word, number>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

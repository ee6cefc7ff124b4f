import { Injectable } from '@nestjs/common';
import { PlaybookMatched, parseJson } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import {
  EventTimelineQueries,
  PlaybookRepository,
  type StoredEvent,
  type Transaction,
  TenantRequests,
} from '@sentinai/persistence';
import { ExceptionLookup } from '../lookups/exception.lookup.ts';
import { type PlaybookMatch, toPlaybookRun } from './playbook-run.convert.ts';
import type { PlaybookRunAnswer } from './playbook-run.dto.ts';

@Injectable()
export class PlaybookRunService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly lookup: ExceptionLookup,
    private readonly timelines: EventTimelineQueries,
    private readonly playbooks: PlaybookRepository,
  ) {}

  /** @throws ProblemException `not_found` when there is no such exception; an exception without a playbook is no error */
  async show(tenantId: string, exceptionId: string): Promise<PlaybookRunAnswer> {
    return this.requests.run(tenantId, async (tx) => {
      const exception = await this.lookup.get(tx, { tenantId, exceptionId });
      const newest = await this.timelines.newestOf(tx, exception, [PlaybookMatched.type]);
      return this.of(tx, exception, newest.get(PlaybookMatched.type) ?? null);
    });
  }

  /** Returns the playbook of an exception read in the same transaction. @param matched its newest `PlaybookMatched` */
  async of(tx: Transaction, exception: ExceptionRecord, matched: StoredEvent | null): Promise<PlaybookRunAnswer> {
    const match = matched && (parseJson(matched.payloadJson) as PlaybookMatch);
    return toPlaybookRun(exception, { match, chosen: await this.chosen(tx, exception) });
  }

  private async chosen(tx: Transaction, { playbookRun, currentPlaybookId }: ExceptionRecord) {
    if (playbookRun || currentPlaybookId === null) return null;
    const [playbook] = await this.playbooks.findByIds(tx, [currentPlaybookId]);
    return playbook ?? null;
  }
}

/** Gathers the context of an exception: decisions and their rules, playbook, tool runs and SLA clock. */
import { Injectable } from '@nestjs/common';
import { PlaybookMatched } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import {
  EventTimelineQueries,
  StatusAuthority,
  type TimelinePage,
  ToolExecutionQueries,
  type Transaction,
} from '@sentinai/persistence';
import { PlaybookRunService } from '../playbook-run/playbook-run.service.ts';
import { EVIDENCE_TYPES, newestByType, toCommands, toEvidence, toSlaClock } from './case-detail.convert.ts';
import type { CaseDetail } from './case-detail.dto.ts';
import { toExecutionItem } from '../tool-executions/tool-executions.convert.ts';

const MOST_TOOL_RUNS = 50;

@Injectable()
export class CaseDetailService {
  constructor(
    private readonly timelines: EventTimelineQueries,
    private readonly toolRuns: ToolExecutionQueries,
    private readonly playbooks: PlaybookRunService,
    private readonly authority: StatusAuthority,
  ) {}

  /** Returns the detail of an exception read in the same transaction. @param timeline its first page: often all of it */
  async of(tx: Transaction, exception: ExceptionRecord, timeline: TimelinePage): Promise<CaseDetail> {
    const types = [...EVIDENCE_TYPES, PlaybookMatched.type];
    const newest =
      timeline.next === null ? newestByType(timeline.events) : await this.timelines.newestOf(tx, exception, types);
    const runs = await this.toolRuns.ofException(tx, exception, MOST_TOOL_RUNS);
    return {
      ...toCommands(exception, await this.authority.isSource(tx, exception)),
      sla: toSlaClock(exception, new Date()),
      evidence: toEvidence(newest),
      playbook: await this.playbooks.of(tx, exception, newest.get(PlaybookMatched.type) ?? null),
      tool_runs: runs.map(toExecutionItem),
    };
  }
}

/** Gathers what stands behind an exception: who decided what on which rules, its playbook, its tool runs, its clock. */
import { Injectable } from '@nestjs/common';
import type { ExceptionRecord } from '@sentinai/domain';
import { EventTimelineQueries, StatusAuthority, ToolExecutionQueries, type Transaction } from '@sentinai/persistence';
import { PlaybookRunService } from '../playbook-run/playbook-run.service.ts';
import { EVIDENCE_TYPES, toCommands, toEvidence, toSlaClock } from './case-detail.convert.ts';
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

  /** Of an exception that has been read in the same transaction. */
  async of(tx: Transaction, exception: ExceptionRecord): Promise<CaseDetail> {
    const newest = await this.timelines.newestOf(tx, exception, EVIDENCE_TYPES);
    const runs = await this.toolRuns.ofException(tx, exception, MOST_TOOL_RUNS);
    return {
      ...toCommands(exception, await this.authority.isSource(tx, exception)),
      sla: toSlaClock(exception, new Date()),
      evidence: toEvidence(newest),
      playbook: await this.playbooks.of(tx, exception),
      tool_runs: runs.map(toExecutionItem),
    };
  }
}

/** Looks up the outcome of a command: whether its consumer has processed it, and the events it led to. */
import { Injectable } from '@nestjs/common';
import {
  CaseCommandSubmitted,
  type EventDefinition,
  PolicyEvaluationRequested,
  StepCommandSubmitted,
  ToolExecutionRequested,
  TriageRequested,
} from '@sentinai/contracts';
import {
  EventLogRepository,
  type ExceptionKey,
  InboxRepository,
  type ProcessedEvent,
  type StoredEvent,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import { ProblemException, isUuid } from '@sentinai/service-kit';
import { ExceptionLookup } from '../lookups/exception.lookup.ts';
import { toCommandState } from './commands.convert.ts';
import type { CommandState } from './commands.dto.ts';

/** Events that record people's commands. */
const COMMANDS: readonly EventDefinition[] = [
  CaseCommandSubmitted,
  PolicyEvaluationRequested,
  StepCommandSubmitted,
  ToolExecutionRequested,
  TriageRequested,
];

@Injectable()
export class CommandStateService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly lookup: ExceptionLookup,
    private readonly events: EventLogRepository,
    private readonly inbox: InboxRepository,
  ) {}

  /** @throws ProblemException `not_found`, also for an event that is not a command; `unknown_tenant` */
  async show(key: ExceptionKey, commandId: string): Promise<CommandState> {
    return this.requests.run(key.tenantId, async (tx) => {
      await this.lookup.get(tx, key);
      const command = isUuid(commandId) ? await this.events.find(tx, { ...key, eventId: commandId }) : null;
      const [consumer] = COMMANDS.find(({ type }) => type === command?.eventType)?.consumedBy ?? [];
      if (!command || !consumer || command.actor.type !== 'user') {
        throw new ProblemException('not_found', 'The exception has no command with this id.');
      }
      const processed = await this.processed(tx, consumer, command);
      return toCommandState(command, processed, await this.emitted(tx, processed));
    });
  }

  private async processed(tx: Transaction, consumer: string, { eventId, createdAt }: StoredEvent) {
    const found = await this.inbox.processed(tx, consumer, [{ id: eventId, time: createdAt }]);
    return found.get(eventId) ?? null;
  }

  private async emitted(tx: Transaction, processed: ProcessedEvent | null): Promise<StoredEvent[]> {
    if (processed?.firstSequence == null || processed.lastSequence === null) return [];
    const { tenantId, exceptionId, firstSequence, lastSequence, processedAt: createdAt } = processed;
    return this.events.ranges(tx, [{ tenantId, exceptionId, firstSequence, lastSequence, createdAt }]);
  }
}

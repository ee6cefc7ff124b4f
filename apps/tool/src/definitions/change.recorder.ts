/** Says that a tool changed: on the record, and to those who keep configuration. In the transaction that changes it. */
import { Injectable } from '@nestjs/common';
import { ConfigChanged, type JsonObject } from '@sentinai/contracts';
import type { StoredTool } from '@sentinai/domain';
import { AuditRecorder, OutboxRelay } from '@sentinai/messaging';
import { OutboxRepository, type Transaction } from '@sentinai/persistence';
import { v7 as uuidv7 } from 'uuid';

export interface ToolChange {
  /** `tool.created`, `tool.changed`, `tool.deleted`, `tool.enabled`, `tool.disabled`. */
  action: string;
  tool: StoredTool;
  /** The tenant's configuration that holds the change. */
  revision: number;
  before: JsonObject | null;
  after: JsonObject | null;
}

@Injectable()
export class ChangeRecorder {
  constructor(
    private readonly audit: AuditRecorder,
    private readonly outbox: OutboxRepository,
    private readonly relay: OutboxRelay,
  ) {}

  async record(
    tx: Transaction,
    { tenantId, subject }: { tenantId: string; subject: string },
    { action, tool, revision, before, after }: ToolChange,
  ): Promise<void> {
    const subjectId = tool.name;
    await this.audit.record(tx, { tenantId, actorId: subject, action, subjectType: 'tool', subjectId, before, after });
    const data: ConfigChanged = {
      kind: 'tool',
      resource: tool.name,
      version: tool.version,
      revision,
      changed_by: subject,
    };
    await this.outbox.addAboutTenant(tx, {
      tenantId,
      eventId: uuidv7(),
      eventType: ConfigChanged.type,
      schemaVersion: ConfigChanged.version,
      source: '/sentinai/tool',
      actor: { type: 'user', id: subject },
      correlationId: tenantId,
      causationId: null,
      payloadJson: JSON.stringify(data),
      createdAt: new Date(),
    });
  }

  /** Once the transaction is committed: does not wait for the next sweep. */
  publish(): void {
    this.relay.kick();
  }
}

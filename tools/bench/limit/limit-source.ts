/** Creates exceptions like the ingest API, but without requests. It keeps as many in the limit's pipeline as the load did. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Producer } from 'kafkajs';
import type { Pool } from 'pg';
import { PipelineEnd } from '../measure/pipeline-progress.ts';
import { Outgoing } from './outgoing.ts';
import { limitTopic, type LimitScript } from './script.ts';
import { EVENTS, EXCEPTIONS, INGEST_KEYS } from './statements.ts';

/** Size of a batch of the load. */
const BATCH_EXCEPTIONS = 300;
const POLL_MS = 150;

export class LimitSource {
  private readonly parts: { script: LimitScript; database: Pool; producer: Producer; admin: Admin };
  private made = 0;

  constructor(parts: { script: LimitScript; database: Pool; producer: Producer; admin: Admin }) {
    this.parts = parts;
  }

  /** Runs until the process is killed. */
  async hold(window: number): Promise<never> {
    const { admin } = this.parts;
    await admin.connect();
    const end = new PipelineEnd(admin, limitTopic('feedback.captured'));
    await end.begin();
    for (;;) {
      await end.refresh();
      while (this.made + BATCH_EXCEPTIONS - end.finished <= window) await this.takeIn();
      await delay(POLL_MS);
    }
  }

  private async takeIn(): Promise<void> {
    const { script, database, producer } = this.parts;
    const now = new Date();
    const outgoing = new Outgoing(script, now);
    const rows: string[] = [];
    for (let count = 0; count < BATCH_EXCEPTIONS; count += 1) {
      const kind = this.made % script.kinds.length;
      this.made += 1;
      const { exception, arriving = [] } = script.kinds[kind] ?? {};
      const [tenantId, exceptionId] = [String(exception?.tenant_id), `LIMIT-${this.made}`];
      let inFlight = 0;
      for (const sequence of arriving) inFlight += outgoing.emit({ tenantId, exceptionId, kind }, sequence, null);
      rows.push(
        JSON.stringify({
          ...exception,
          ...FRESH,
          exception_id: exceptionId,
          created_at: now,
          events_in_flight: inFlight,
        }),
      );
    }
    const client = await database.connect();
    try {
      await client.query('begin');
      await client.query({ ...INGEST_KEYS, values: outgoing.keyValues() });
      await client.query({ ...EXCEPTIONS, values: [rows] });
      await client.query({ ...EVENTS, values: outgoing.eventValues('intake') });
      await client.query('commit');
    } finally {
      client.release();
    }
    await producer.sendBatch({ acks: -1, topicMessages: outgoing.messages() });
  }
}

/** Columns that a new exception does not have yet. */
const FRESH = {
  policy: null,
  playbook_run: null,
  milestones: {},
  event_count: 1,
  resolved_at: null,
  sla_next_at: null,
};

/**
 * Emits `BackpressureDetected` once per episode and tenant. An episode begins with the first refusal and ends when none
 * followed for half a minute, over all copies of intake.
 */
import { Injectable, Logger } from '@nestjs/common';
import { BackpressureDetected } from '@sentinai/contracts';
import { OutboxRelay } from '@sentinai/messaging';
import { OutboxRepository, TenantRepository, TenantRequests } from '@sentinai/persistence';
import { v4 as uuidv4 } from 'uuid';
import { SharedAdmission } from './shared-admission.ts';

/** An episode ends when nothing was refused for this long. */
const QUIET_MS = 30_000;
/** Refusals within this time are reported to the other copies once. */
const TELL_MS = 1_000;

@Injectable()
export class BackpressureRecorder {
  private readonly log = new Logger(BackpressureRecorder.name);
  /** Time at which each tenant's last refusal was reported to the other copies. */
  private readonly told = new Map<string, number>();

  constructor(
    private readonly shared: SharedAdmission,
    private readonly requests: TenantRequests,
    private readonly tenants: TenantRepository,
    private readonly outbox: OutboxRepository,
    private readonly relay: OutboxRelay,
  ) {}

  /** Records a refusal. Returns at once, so that the refused request does not wait. */
  refused(tenantId: string, data: BackpressureDetected): void {
    const now = Date.now();
    const before = this.told.get(tenantId) ?? 0;
    if (now - before < TELL_MS) return;
    this.forgetOld(now);
    this.told.set(tenantId, now);
    void this.begin(tenantId, data, now - before < QUIET_MS);
  }

  /** @param known whether this copy knows of the episode; while Redis is unreachable, this alone decides */
  private async begin(tenantId: string, data: BackpressureDetected, known: boolean): Promise<void> {
    try {
      const isFirst = (await this.shared.beginEpisode(tenantId, QUIET_MS)) ?? true;
      if (isFirst && !known) await this.store(tenantId, data);
    } catch (error) {
      this.log.warn(`BackpressureDetected of tenant ${tenantId} is not stored yet: ${(error as Error).message}`);
      this.told.delete(tenantId);
      await this.shared.forgetEpisode(tenantId);
    }
  }

  private async store(tenantId: string, data: BackpressureDetected): Promise<void> {
    await this.requests.run(tenantId, async (tx) => {
      // A token may name a tenant that does not exist; its outbox rows would never be published.
      if ((await this.tenants.findMany(tx, [tenantId])).length === 0) return;
      const event = {
        tenantId,
        eventId: uuidv4(),
        eventType: BackpressureDetected.type,
        schemaVersion: BackpressureDetected.version,
        source: '/sentinai/intake',
        actor: { type: 'system', id: 'intake' } as const,
        correlationId: tenantId,
        causationId: null,
        payloadJson: JSON.stringify(data),
        createdAt: new Date(data.detected_at),
      };
      await this.outbox.addAboutTenants(tx, [event]);
    });
    this.relay.kick();
  }

  private forgetOld(now: number): void {
    for (const [tenant, at] of this.told) if (now - at > QUIET_MS) this.told.delete(tenant);
  }
}

/** Stores for other services when a circuit of this copy opens, half-opens or closes. Writes are serialized, and never made per call. */
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { CircuitState } from '@sentinai/contracts';
import { TenantTransactions, ToolCircuitRepository } from '@sentinai/persistence';
import { type ConfigOf, InjectConfig, type baseSettings } from '@sentinai/service-kit';
import type { Circuit } from './circuit-breakers.ts';

@Injectable()
export class CircuitRecorder implements BeforeApplicationShutdown {
  private readonly log = new Logger(CircuitRecorder.name);
  private readonly notClosed = new Map<string, Circuit>();
  private writing = Promise.resolve();

  constructor(
    private readonly transactions: TenantTransactions,
    private readonly circuits: ToolCircuitRepository,
    @InjectConfig() private readonly config: ConfigOf<typeof baseSettings>,
  ) {}

  /** Records a change of state. Returns at once. */
  changed(circuit: Circuit, state: CircuitState): void {
    const key = JSON.stringify(circuit);
    if (state === 'closed') this.notClosed.delete(key);
    else this.notClosed.set(key, circuit);
    const now = new Date();
    this.writing = this.writing.then(() => this.write(circuit, state, now));
  }

  /** Closes this copy's open circuits on shutdown: a stopped copy must not leave a tool marked as unavailable. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const circuit of this.notClosed.values()) this.changed(circuit, 'closed');
    await this.writing;
  }

  private async write({ tenantId, tool, origin }: Circuit, state: CircuitState, now: Date): Promise<void> {
    const circuit = { tenantId, tool, origin, instance: this.config.instanceId };
    try {
      await this.transactions.run([tenantId], (tx) => {
        switch (state) {
          case 'open':
            return this.circuits.open(tx, circuit, now);
          case 'half_open':
            return this.circuits.halfOpen(tx, circuit, now);
          case 'closed':
            return this.circuits.close(tx, circuit);
        }
      });
    } catch (error) {
      this.log.warn(
        `The circuit of ${tool} (${tenantId}) is ${state}, but this could not be stored: ${(error as Error).message}`,
      );
    }
  }
}

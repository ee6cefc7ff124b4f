/** The `main` of a worker: health, metrics and its API on the HTTP port, its agents on Kafka. */
import { type ServiceOptions, runService } from '@sentinai/service-kit';
import { AgentHost } from './agent.host.ts';

export type WorkerOptions = Omit<ServiceOptions, 'configure'>;

export async function runWorker(options: WorkerOptions): Promise<void> {
  await runService({
    ...options,
    configure: async (app) => {
      app.connectMicroservice({ strategy: app.get(AgentHost) });
    },
  });
}

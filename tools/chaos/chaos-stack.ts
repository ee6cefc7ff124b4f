/** The stack under chaos: several copies of most workers, one of them behind a network that can be cut. */
import type { OpenDetour } from '../local-stack/kafka/kafka-server.ts';
import { copiesOf, chosenApps } from '../local-stack/app-environment.ts';
import type { SupervisedProcess } from '../local-stack/process/supervised-process.ts';
import { SetupError } from '../local-stack/setup-error.ts';
import type { Stack } from '../local-stack/stack.ts';
import { startStackIn } from '../local-stack/stack.ts';
import type { StackSession } from '../local-stack/stack-session.ts';
import { build } from '../local-stack/workspace-commands.ts';

const COPIES = { intake: 2, triage: 2, playbook: 2, tool: 2 };
/** Its tool calls continue while the group has already given its work to the other copy: the hardest case. */
const DETOURED = 'tool-2';
/** Only reads, so nothing can be lost there. */
const NO_WORKER = 'ops-api';

const OWN_SERVERS = ['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL'];

export interface ChaosStack {
  stack: Stack;
  apps: Map<string, SupervisedProcess>;
  /** Processes that may be disturbed, by the plan's names. */
  targets: Map<string, SupervisedProcess>;
}

/** Returns the workers' names for the plan. */
export const chaosWorkers = (): string[] =>
  copiesOf(chosenApps(), COPIES)
    .map(({ name }) => name)
    .filter((name) => name !== NO_WORKER);

export const cuttableWorkers = (): string[] => [DETOURED];

/** Builds, and starts the stack within a session that the caller closes. @throws SetupError */
export async function startChaosStack(session: StackSession, open: OpenDetour): Promise<ChaosStack> {
  const named = OWN_SERVERS.filter((variable) => process.env[variable]);
  if (named.length > 0)
    throw new SetupError(`Chaos kills servers, so it uses only its own: unset ${named.join(', ')}.`);
  const stack = await startStackIn(session, {
    copies: COPIES,
    demoTools: true,
    kafkaDetour: { app: DETOURED, open },
    build: async () => void (await session.processes.run(build)),
  });
  const apps = new Map(copiesOf(chosenApps(), COPIES).map(({ name }) => [name, stack.app(name)]));
  const { kafka, postgres, redis, gateway } = stack;
  const servers = { Kafka: kafka, PostgreSQL: postgres, Redis: redis, gateway };
  const targets = new Map(apps);
  for (const [name, server] of Object.entries(servers)) if (server) targets.set(name, server);
  return { stack, apps, targets };
}

/** Returns the owner's database URL with a service's role. */
export function roleUrl({ databaseUrl, rolePasswords }: Stack, role: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = rolePasswords[role] ?? '';
  return url.href;
}

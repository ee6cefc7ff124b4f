/**
 * Outlives a killed supervisor by a few seconds to stop its children. It holds the read end of a pipe whose write end only
 * the supervisor has. When the pipe closes, it stops every child that is still registered, applications before
 * infrastructure, gracefully first and then with SIGKILL.
 *
 * Lines on stdin: {"register": {"pid", "stage", "stopSignal"}} and {"forget": pid}.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = { command: 0, application: 2_000, infrastructure: 4_000 };
const POLL_MS = 50;

const guarded = new Map();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.register) guarded.set(message.register.pid, message.register);
  if (message.forget) guarded.delete(message.forget);
}
for (const [stage, graceMs] of Object.entries(GRACE_MS)) {
  await end(
    [...guarded.values()].filter((child) => child.stage === stage),
    graceMs,
  );
}

async function end(children, graceMs) {
  for (const child of children) signalGroup(child.pid, child.stopSignal);
  // A process stopped with SIGSTOP would not handle the stop signal.
  for (const child of children) signalGroup(child.pid, 'SIGCONT');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && children.some((child) => signalGroup(child.pid, 0))) await sleep(POLL_MS);
  for (const child of children) signalGroup(child.pid, 'SIGKILL');
}

/** Signals a child's process group, which it leads. Returns false when the group is empty. */
function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

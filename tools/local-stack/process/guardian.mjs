/**
 * Outlives the supervisor by a few seconds, to end its children when it was killed and could not. It holds the read end
 * of a pipe whose other end only the supervisor has: when the pipe closes, whatever is still registered is stopped,
 * applications before infrastructure, gently and then with SIGKILL.
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
  // A stopped (SIGSTOP) process would sleep through its end.
  for (const child of children) signalGroup(child.pid, 'SIGCONT');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && children.some((child) => signalGroup(child.pid, 0))) await sleep(POLL_MS);
  for (const child of children) signalGroup(child.pid, 'SIGKILL');
}

/** Each child leads its own process group. False when nobody is left in it. */
function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

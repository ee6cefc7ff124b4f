/** `npm run bench`: installs what is missing, then runs bench.ts with the pinned Node. Plain JavaScript: it runs on the machine's own Node. */
import { runWithPinnedNode } from '../local-stack/entry/run-with-pinned-node.mjs';

// kafkajs asks for a timer in the past when it has nothing to wait for, and Node says so.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --disable-warning=TimeoutNegativeWarning`.trim();

await runWithPinnedNode('built-program.ts', ['../bench/bench.ts']);

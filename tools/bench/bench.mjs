/** `npm run bench`: installs missing dependencies, then runs bench.ts with the pinned Node. Plain JavaScript, for any Node. */
import { runWithPinnedNode } from '../local-stack/entry/run-with-pinned-node.mjs';

// kafkajs sets a timer in the past when it has nothing to wait for, and Node warns about it.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --disable-warning=TimeoutNegativeWarning`.trim();

await runWithPinnedNode('built-program.ts', ['../bench/bench.ts']);

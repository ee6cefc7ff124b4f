/** `npm run chaos`: installs missing dependencies, then runs chaos.ts with the pinned Node. */
import { runWithPinnedNode } from '../local-stack/entry/run-with-pinned-node.mjs';

await runWithPinnedNode('built-program.ts', ['../chaos/chaos.ts']);

/** `npm test`: installs missing dependencies, then runs test.ts with the pinned Node. Plain JavaScript: it runs on the machine's own Node. */
import { runWithPinnedNode } from './entry/run-with-pinned-node.mjs';

await runWithPinnedNode('test.ts');

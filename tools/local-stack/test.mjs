/** `npm test`: installs missing dependencies, then runs test.ts with the pinned Node. Plain JavaScript, for any Node. */
import { runWithPinnedNode } from './entry/run-with-pinned-node.mjs';

await runWithPinnedNode('test.ts');

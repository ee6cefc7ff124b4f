/** `npm start`: installs missing dependencies, then runs start.ts with the pinned Node. Plain JavaScript, for any Node. */
import { runWithPinnedNode } from './entry/run-with-pinned-node.mjs';

await runWithPinnedNode('start.ts');

/** `npm run fuzz`: installs missing dependencies, then runs fuzz.ts with the pinned Node. Plain JavaScript, for any Node. */
import { runWithPinnedNode } from '../local-stack/entry/run-with-pinned-node.mjs';

await runWithPinnedNode('built-program.ts', ['../fuzz/fuzz.ts']);

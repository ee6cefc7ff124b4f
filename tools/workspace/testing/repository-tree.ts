/** The repository as a tree whose changes stay in memory, for specs of generators. */
import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree.js';
import { repository } from './repository-copy.ts';

export const aTreeOfRepository = (): Tree => new FsTree(repository, false);

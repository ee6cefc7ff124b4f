import { runCommand } from './run-command.mjs';
await runCommand('./packs/packs.command.ts');

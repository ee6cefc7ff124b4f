import { runCommand } from './run-command.mjs';
await runCommand('./observers/observers.command.ts');

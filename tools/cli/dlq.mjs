import { runCommand } from './run-command.mjs';
await runCommand('./dlq/dlq.command.ts');

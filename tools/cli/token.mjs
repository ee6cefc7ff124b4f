import { runCommand } from './run-command.mjs';
await runCommand('./token/token.command.ts');

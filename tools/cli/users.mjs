import { runCommand } from './run-command.mjs';
await runCommand('./users/users.command.ts');

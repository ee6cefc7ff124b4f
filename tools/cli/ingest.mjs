import { runCommand } from './run-command.mjs';
await runCommand('./ingest/ingest.command.ts');

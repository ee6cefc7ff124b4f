/** Calls to tenants' tools over HTTP: addresses, credentials, retries, circuits, and the record of executions. */
export { HttpToolClient } from './http-tool.client.ts';
export { MaskedExecutionLog } from './masked-execution.log.ts';
export { ToolCallingModule } from './tool-calling.module.ts';
export { toolCallingSettings } from './tool-calling.settings.ts';

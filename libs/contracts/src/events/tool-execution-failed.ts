import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A tool could not be called, or gave no valid answer, after all its retries. */
export const ToolExecutionFailed = defineEvent({
  type: 'ToolExecutionFailed',
  version: 1,
  topic: 'tools.completed',
  summary: 'A tool could not be called, or gave no valid answer, after all its retries.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    execution_id: Type.String({ format: 'uuid' }),
    tool: Name,
    step_order: nullable(Type.Integer({ minimum: 1 })),
    http_status: nullable(Type.Integer()),
    error_code: Name,
    error: Text,
    attempts: Type.Integer({ minimum: 0 }),
    duration_ms: Type.Integer({ minimum: 0 }),
  }),
});
export type ToolExecutionFailed = Static<typeof ToolExecutionFailed.schema>;

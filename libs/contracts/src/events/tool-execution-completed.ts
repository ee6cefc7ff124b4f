import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, nullable } from '../schema.ts';

/** A tool answered, and its answer conforms to its schema. */
export const ToolExecutionCompleted = defineEvent({
  type: 'ToolExecutionCompleted',
  version: 1,
  topic: 'tools.completed',
  summary: 'A tool answered, and its answer conforms to its schema.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    execution_id: Type.String({ format: 'uuid' }),
    tool: Name,
    step_order: nullable(Type.Integer({ minimum: 1 })),
    http_status: Type.Integer(),
    output: AnyObject,
    attempts: Type.Integer({ minimum: 0 }),
    duration_ms: Type.Integer({ minimum: 0 }),
  }),
});
export type ToolExecutionCompleted = Static<typeof ToolExecutionCompleted.schema>;

import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, nullable } from '../schema.ts';

/** A tool is to be called, once, with these arguments. */
export const ToolExecutionRequested = defineEvent({
  type: 'ToolExecutionRequested',
  version: 1,
  topic: 'tools.requested',
  summary: 'A tool is to be called, once, with these arguments.',
  consumedBy: ['tool'],
  schema: Type.Object({
    /** Also the idempotency key passed to the tool: the same on every retry and after every crash. */
    execution_id: Type.String({ format: 'uuid' }),
    tool: Name,
    tool_version: Type.Integer({ minimum: 1 }),
    arguments: AnyObject,
    step_order: nullable(Type.Integer({ minimum: 1 })),
    requested_by: Name,
  }),
});
export type ToolExecutionRequested = Static<typeof ToolExecutionRequested.schema>;

import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, SeveritySchema, Text } from '../schema.ts';

/** Somebody is to be notified. */
export const NotificationRequested = defineEvent({
  type: 'NotificationRequested',
  version: 1,
  topic: 'notifications.requested',
  summary: 'Somebody is to be notified.',
  consumedBy: [],
  schema: Type.Object({
    channel: Name,
    recipients: Type.Array(Name, { maxItems: 100 }),
    subject: Type.String({ maxLength: 512 }),
    message: Text,
    severity: SeveritySchema,
  }),
});
export type NotificationRequested = Static<typeof NotificationRequested.schema>;

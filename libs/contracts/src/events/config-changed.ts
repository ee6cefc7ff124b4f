import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name } from '../schema.ts';

/** Packs, playbooks or tools of a tenant changed, and its configuration revision with them. */
export const ConfigChanged = defineEvent({
  type: 'ConfigChanged',
  version: 1,
  topic: 'config.changes',
  subject: 'tenant',
  summary: 'Packs, playbooks or tools of a tenant changed, and its configuration revision with them.',
  consumedBy: [],
  schema: Type.Object({
    kind: Type.Enum(['tenant', 'domain_pack', 'policy_pack', 'playbook', 'tool']),
    resource: Name,
    version: Type.Integer({ minimum: 1 }),
    revision: Type.Integer({ minimum: 1 }),
    changed_by: Name,
  }),
});
export type ConfigChanged = Static<typeof ConfigChanged.schema>;

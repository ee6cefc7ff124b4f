/** Schema of a Tenant Policy Pack: a tenant's deviations from its Domain Pack. */
import Type, { type Static } from 'typebox';
import {
  Condition,
  DomainName,
  ExceptionTypeName,
  Guardrails,
  Name,
  Redaction,
  SeverityName,
  SlaMinutes,
  strictObject,
} from './pack-fields.schema.ts';
import { Playbooks } from './playbook.schema.ts';

export const ApprovalRuleSchema = strictObject({
  severity: Type.Optional(SeverityName),
  exception_type: Type.Optional(ExceptionTypeName),
  tool: Type.Optional(Name),
  require_approval: Type.Boolean(),
});
export type ApprovalRule = Static<typeof ApprovalRuleSchema>;

export const TenantPackSchema = strictObject({
  tenant_id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' }),
  domain: DomainName,
  severity_overrides: Type.Optional(
    Type.Array(strictObject({ exception_type: ExceptionTypeName, severity: SeverityName }), { maxItems: 500 }),
  ),
  sla_overrides: Type.Optional(SlaMinutes),
  guardrails: Type.Optional(Guardrails),
  /** Tools of the domain that this tenant may call; absent: all of them. */
  approved_tools: Type.Optional(Type.Array(Name, { maxItems: 500 })),
  approval_rules: Type.Optional(Type.Array(ApprovalRuleSchema, { maxItems: 1000 })),
  /** Assigns an owner to an exception; the first match wins. */
  routing: Type.Optional(
    Type.Array(
      strictObject({
        when: Type.Optional(Condition),
        exception_type: Type.Optional(ExceptionTypeName),
        severity: Type.Optional(SeverityName),
        owner: Name,
      }),
      { maxItems: 1000 },
    ),
  ),
  /** Field names, matched at any depth of a payload regardless of case, or JSONPaths. */
  pii_fields: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { maxItems: 500 })),
  /** Overrides what the domain says about the same detector. */
  redaction: Type.Optional(Redaction),
  retention_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
  /** Added to the domain's playbooks; one with the same name replaces the domain's. */
  playbooks: Type.Optional(Playbooks),
  /** IANA name. Default UTC. */
  time_zone: Type.Optional(Name),
});
export type TenantPolicyPack = Static<typeof TenantPackSchema>;

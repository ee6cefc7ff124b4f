/** Invented packs for specs, in the shapes found in the wild. */
import type { JsonObject } from '@sentinai/contracts';

/** One ecosystem's style: camel case, upper-case severities, parameters as a table, steps as sentences. */
export function aWildDomainPack(overrides: JsonObject = {}): JsonObject {
  return {
    domainName: 'Trading',
    exceptionTypes: { CASH_BREAK: { description: 'Ledger differs', slaHours: 2 }, POSITION_BREAK: {} },
    severityRules: [
      { condition: "exceptionType == 'CASH_BREAK'", severity: 'HIGH' },
      { if: 'amount > 1e6', severity: 'CRITICAL' },
    ],
    tools: {
      getOrder: {
        description: 'Fetch an order',
        parameters: { orderId: { type: 'string', required: true }, depth: { type: 'number', required: false } },
        endpoint: 'https://tools.example.com/order',
      },
    },
    playbooks: [
      { exceptionType: 'CASH_BREAK', steps: [{ action: 'Call the desk', parameters: {} }, 'Write down what they say'] },
    ],
    guardrails: { allowLists: [], blockLists: [], humanApprovalThreshold: 0.8 },
    ...overrides,
  };
}

export function aWildTenantPack(overrides: JsonObject = {}): JsonObject {
  return {
    tenantId: 'TENANT_A',
    domainName: 'Trading',
    customSeverityOverrides: [{ exceptionType: 'CASH_BREAK', severity: 'LOW' }],
    customGuardrails: { allowLists: [], blockLists: [], humanApprovalThreshold: 0.75 },
    approvedTools: ['getOrder'],
    humanApprovalRules: [{ severity: 'CRITICAL', requireApproval: true }],
    retentionPolicies: { dataTTL: 90 },
    customPlaybooks: [],
    ...overrides,
  };
}

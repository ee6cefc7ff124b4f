/**
 * Converts tools between packs and the table `tool_definition`, whose `config` holds the tool as the pack defines it.
 */
import type { JsonObject } from '@sentinai/contracts';
import type { DomainPack, PackTool } from './domain-pack.schema.ts';
import type { JsonSchemaCompiler } from './json-schema.ts';
import type { TenantPolicyPack } from './tenant-pack.schema.ts';
import type { ToolDefinition } from './tenant-config.ts';

/** A tool before the database has assigned its id and version. */
export interface ToolToStore {
  name: string;
  /** `webhook`: the arguments are posted to the endpoint; `rest`: any other method. */
  type: 'webhook' | 'rest';
  config: JsonObject;
}

export interface StoredTool extends ToolToStore {
  toolId: number;
  version: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_ATTEMPTS = 3;

/** Converts a pack's tool to a row. */
export function toolToStored(name: string, tool: PackTool): ToolToStore {
  return { name, type: (tool.method ?? 'POST') === 'POST' ? 'webhook' : 'rest', config: { ...tool } };
}

/** Returns the tools that a tenant may call in a domain, as rows: all of the domain's, or only the approved ones. */
export function packTools(domainPack: DomainPack, tenantPack: TenantPolicyPack | null): ToolToStore[] {
  const approved = tenantPack?.approved_tools && new Set(tenantPack.approved_tools);
  return Object.entries(domainPack.tools)
    .filter(([name]) => !approved || approved.has(name))
    .map(([name, tool]) => toolToStored(name, tool));
}

/** Converts a row to the runtime's form, with defaults filled in. */
export function compileTool(
  { toolId, name, version, config }: StoredTool,
  schemas: JsonSchemaCompiler,
): ToolDefinition {
  const tool = config as PackTool;
  const inputSchema = tool.input_schema ?? null;
  const outputSchema = tool.output_schema ?? null;
  const idempotent = tool.idempotent ?? true;
  return {
    toolId,
    name,
    version,
    endpoint: tool.endpoint,
    method: tool.method ?? 'POST',
    authRef: tool.auth_ref ?? null,
    oauth2: tool.oauth2 ?? null,
    inputSchema,
    outputSchema,
    timeoutMs: tool.timeout_ms ?? DEFAULT_TIMEOUT_MS,
    // A call that is not idempotent is made once unless the pack says otherwise: a second call may act a second time.
    maxAttempts: tool.max_attempts ?? (idempotent ? DEFAULT_MAX_ATTEMPTS : 1),
    idempotent,
    effect: tool.effect ?? 'act',
    validateInput: schemas.validator(inputSchema),
    validateOutput: schemas.validator(outputSchema),
  };
}

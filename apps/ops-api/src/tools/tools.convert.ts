/** Converts stored tools to responses. Pure. */
import {
  JsonSchemaCompiler,
  type PackTool,
  type ToolDefinition,
  compileTool,
  oauth2Parameters,
} from '@sentinai/domain';
import type { ListedTool, ToolVersion } from '@sentinai/persistence';
import type { OAuth2Answer, ToolDetail, ToolItem } from './tools.dto.ts';

/** Converts a tool, filling in the worker's defaults. */
export function toToolItem(listed: ListedTool): ToolItem {
  const tool = compileTool(listed, NOT_COMPILED);
  return {
    tool_id: listed.toolId,
    domain: listed.domain,
    name: listed.name,
    version: listed.version,
    origin: listed.origin,
    enabled: listed.enabled,
    circuit: listed.circuit,
    circuit_opened_at: listed.circuitOpenedAt?.toISOString() ?? null,
    description: (listed.config as PackTool).description ?? null,
    endpoint: tool.endpoint,
    method: tool.method,
    auth_ref: tool.authRef,
    oauth2: toOAuth2(tool),
    timeout_ms: tool.timeoutMs,
    max_attempts: tool.maxAttempts,
    idempotent: tool.idempotent,
    effect: tool.effect,
    created_at: listed.createdAt.toISOString(),
  };
}

export function toToolDetail(listed: ListedTool, versions: readonly ToolVersion[]): ToolDetail {
  const { input_schema = null, output_schema = null } = listed.config as PackTool;
  return {
    ...toToolItem(listed),
    input_schema,
    output_schema,
    versions: versions.map(({ toolId, version, createdAt, inForce }) => ({
      tool_id: toolId,
      version,
      created_at: createdAt.toISOString(),
      in_force: inForce,
    })),
  };
}

/** Compiles nothing here: schemas are compiled on first use. */
const NOT_COMPILED = new JsonSchemaCompiler();

const toOAuth2 = ({ oauth2 }: ToolDefinition): OAuth2Answer | null =>
  oauth2 && {
    token_url: oauth2.token_url,
    client_id: oauth2.client_id,
    scope: oauth2.scope ?? null,
    client_auth: oauth2.client_auth ?? 'basic',
    parameters: oauth2Parameters(oauth2).map(([name, value]) => ({ name, value })),
  };

/** Builders for the specs of the tool client: `aToolCall().at(url).notIdempotent().build()`. */
import type { JsonObject } from '@sentinai/contracts';
import type { ToolCall, ToolEndpoint } from '@sentinai/domain';
import { DEFAULT_TOOL_HTTP_SETTINGS } from '../src/tool-http.settings.ts';
import type { ToolHttpSettings } from '../src/tool-http.settings.ts';

class ToolCallBuilder {
  private readonly call: ToolCall;

  constructor(call: ToolCall) {
    this.call = call;
  }

  at(endpoint: string): ToolCallBuilder {
    return this.with({ endpoint });
  }

  notIdempotent(): ToolCallBuilder {
    return this.with({ idempotent: false });
  }

  with(tool: Partial<ToolEndpoint>): ToolCallBuilder {
    return new ToolCallBuilder({ ...this.call, tool: { ...this.call.tool, ...tool } });
  }

  withArguments(args: JsonObject): ToolCallBuilder {
    return new ToolCallBuilder({ ...this.call, arguments: args });
  }

  ofTenant(tenantId: string): ToolCallBuilder {
    return new ToolCallBuilder({ ...this.call, tenantId });
  }

  build(): ToolCall {
    return this.call;
  }
}

export function aToolCall(): ToolCallBuilder {
  return new ToolCallBuilder({
    tenantId: 'TENANT_FINANCE_001',
    exceptionId: 'EX-1',
    executionId: '6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001',
    tool: {
      name: 'settlement-retry',
      endpoint: 'http://127.0.0.1/',
      method: 'POST',
      authRef: null,
      oauth2: null,
      timeoutMs: 10_000,
      maxAttempts: 3,
      idempotent: true,
      validateInput: () => [],
      validateOutput: () => [],
    },
    arguments: { order_id: 'ORD-1' },
  });
}

/** Settings with fast retries and the local servers' address allowed. */
export function localSettings(changes: Partial<ToolHttpSettings> = {}): ToolHttpSettings {
  return {
    ...DEFAULT_TOOL_HTTP_SETTINGS,
    deadlineMs: 5_000,
    connectTimeoutMs: 2_000,
    retry: { ...DEFAULT_TOOL_HTTP_SETTINGS.retry, baseMs: 5 },
    allowedPrivateHosts: new Set(['127.0.0.1']),
    ...changes,
  };
}

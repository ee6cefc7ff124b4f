/**
 * A tenant with secret data and two empty ones on the shared stack, for the tests generated from the OpenAPI document. Each suite
 * has its own three tenants.
 */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { ROLES, type Role } from '@sentinai/contracts';
import { signDevelopmentToken } from '../../cli/token/development-token.ts';
import { type OpenApiDocument, type Route, routesOf } from '../../openapi/openapi-document.ts';
import type { RouteInput } from '../../openapi/route-input.ts';
import { repository, suiteName, TestStack } from '../fixtures/test-stack.ts';

/** Callers: nobody, a role of the tenant, or the admin of another tenant (`stranger`). */
export const CALLERS = ['nobody', ...ROLES, 'stranger'] as const;
export type Caller = (typeof CALLERS)[number];

/** The committed document; a test compares it with the one that the gateway serves. */
export const DOCUMENT = JSON.parse(readFileSync(join(repository, 'docs', 'openapi.json'), 'utf8')) as OpenApiDocument;
export const ROUTES: readonly Route[] = routesOf(DOCUMENT);

export interface ApiAnswer {
  status: number;
  /** Media type without parameters. */
  contentType: string;
  text: string;
  /** Undefined when the text is not JSON. */
  body: unknown;
}

/** What the playbook of a prepared case waits for. */
export type Waiting = 'person' | 'approval' | 'retry';

/** Prefix of the tenants and domains of this suite. */
export const WORLD = suiteName().toUpperCase();

const TENANT = `${WORLD}-OWNER`;
const STRANGER = `${WORLD}-STRANGER`;
/** A tenant to which nothing is ever written. */
const EMPTY = `${WORLD}-EMPTY`;

/** Occurs in everything that the tenant stores, and must not occur in any response to a stranger. */
const SECRET = 'known-to-the-owner';

const PREPARED: Readonly<Record<Waiting, number>> = { person: 220, approval: 30, retry: 15 };

export const PACK = {
  domain: WORLD,
  exception_types: {
    NEW: { default_severity: 'high', sla_minutes: 600 },
    PERSON: { default_severity: 'high', sla_minutes: 600 },
    APPROVAL: { default_severity: 'high', sla_minutes: 600 },
    RETRY: { default_severity: 'high', sla_minutes: 600 },
  },
  severity_rules: [],
  tools: {
    settle: { endpoint: 'http://demo-tools/finance/settlements/S-1/retry?behaviour=steady', effect: 'act' },
    refuse: { endpoint: 'http://demo-tools/finance/settlements/S-1/retry?behaviour=refused', effect: 'act' },
  },
  playbooks: [
    {
      name: 'By hand',
      match: { exception_type: 'PERSON' },
      steps: [
        { name: 'look', action_type: 'manual', params: { instruction: 'Look' } },
        { name: 'look again', action_type: 'manual', params: { instruction: 'Look' } },
      ],
    },
    {
      name: 'With approval',
      match: { exception_type: 'APPROVAL' },
      steps: [{ name: 'ask', action_type: 'call_tool', params: { tool: 'settle', arguments: {} }, approval: true }],
    },
    {
      name: 'Fails',
      match: { exception_type: 'RETRY' },
      steps: [{ name: 'try', action_type: 'call_tool', params: { tool: 'refuse', arguments: {} } }],
    },
  ],
};

const POLICY = { tenant_id: TENANT, domain: PACK.domain, routing: [{ owner: SECRET }] };

export class ApiWorld {
  readonly tenant = TENANT;
  readonly stranger = STRANGER;
  readonly empty = EMPTY;
  readonly secret = SECRET;
  private readonly tokens = new Map<Caller, string>();
  private readonly taken: Record<Waiting, number> = { person: 0, approval: 0, retry: 0 };
  private made = 0;

  private constructor(readonly stack: TestStack) {}

  static async start(): Promise<ApiWorld> {
    const world = new ApiWorld(await TestStack.shared());
    await world.prepare().catch(async (error: unknown) => {
      await world.stop();
      throw error;
    });
    return world;
  }

  stop(): Promise<void> {
    return this.stack.stop();
  }

  /** Returns the path or query parameters for the tenant. */
  ofTenant(): { tenant_id: string } {
    return { tenant_id: this.tenant };
  }

  /** Returns the path parameters of a case that never changes: it waits for a person at its first step. */
  ofCase(): { tenant_id: string; exception_id: string } {
    return { tenant_id: this.tenant, exception_id: prepared('person', 0) };
  }

  /** Returns the path parameters of an unused case whose playbook waits at step 1. */
  ofUntouchedCase(waiting: Waiting = 'person'): { tenant_id: string; exception_id: string } {
    this.taken[waiting] += 1;
    const index = this.taken[waiting];
    if (index >= PREPARED[waiting]) throw new Error(`All ${PREPARED[waiting]} cases that wait for ${waiting} are used`);
    return { tenant_id: this.tenant, exception_id: prepared(waiting, index) };
  }

  /** Returns an unused name. */
  newName(): string {
    this.made += 1;
    return `${SECRET} ${this.made}`;
  }

  /** Returns a new exception to report. */
  newItem(): Record<string, unknown> {
    this.made += 1;
    return item('NEW', `NEW-${this.made}`);
  }

  /** Returns an exception to create by hand. */
  newManualException(): Record<string, unknown> {
    return { exception_type: 'PERSON', title: this.newName() };
  }

  /** Sends a preparatory request and returns its response body. @throws Error when the status is not 2xx */
  async ask<Body = Record<string, string>>(line: string, body?: unknown, caller: Caller = 'admin'): Promise<Body> {
    const [method = '', path = ''] = line.split(' ');
    const answer = await this.call(caller, { name: line, method, path, operation: { responses: {} } }, { body });
    if (answer.status >= 300) throw new Error(`${line} got ${answer.status}: ${answer.text}`);
    return answer.body as Body;
  }

  /** Creates an empty tenant that nobody else uses. */
  async newTenant(): Promise<string> {
    this.made += 1;
    const tenant = { tenant_id: `${WORLD}-${this.made}`, name: SECRET };
    return (await this.ask('POST /api/tenants', tenant, 'super_admin')).tenant_id ?? '';
  }

  /** Returns a number that was not returned before. */
  next(): number {
    this.made += 1;
    return this.made;
  }

  /** Sends a request to a route. `raw` replaces its JSON body. */
  async call(caller: Caller, route: Route, input: RouteInput & { raw?: string | Uint8Array }): Promise<ApiAnswer> {
    const token = await this.token(caller);
    const body = input.raw ?? (input.body === undefined ? undefined : JSON.stringify(input.body));
    const response = await fetch(this.stack.stack.gatewayUrl + pathOf(route.path, input), {
      method: route.method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...input.headers,
      },
      body: body as string | undefined,
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type')?.split(';')[0] ?? '';
    return { status: response.status, contentType, text, body: parsed(text) };
  }

  private async token(caller: Caller): Promise<string | undefined> {
    if (caller === 'nobody') return undefined;
    const known = this.tokens.get(caller);
    if (known !== undefined) return known;
    const token = await signDevelopmentToken(
      {
        subject: `${caller}@access.test`,
        roles: [caller === 'stranger' ? 'admin' : caller],
        tenants: tenantsOf(caller),
        lifetimeMs: 3_600_000,
      },
      join(this.stack.folder, 'state'),
    );
    this.tokens.set(caller, token);
    return token;
  }

  private async prepare(): Promise<void> {
    for (const tenant of [TENANT, STRANGER, EMPTY]) {
      const { exitCode, stdout, stderr } = await this.stack.importPack(PACK, tenant);
      if (exitCode !== 0) throw new Error(`The pack was not imported: ${stdout}${stderr}`);
    }
    const items = (Object.keys(PREPARED) as Waiting[]).flatMap((waiting) =>
      Array.from({ length: PREPARED[waiting] }, (_, index) => item(waiting.toUpperCase(), prepared(waiting, index))),
    );
    const answer = await this.stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}/batch`, { body: items });
    if (answer.body.accepted !== items.length)
      throw new Error(`Not all cases were accepted: ${JSON.stringify(answer.body)}`);

    await this.stack.settled(TENANT);
    await this.ask('POST /api/packs/import', { pack: { ...PACK, description: SECRET } });
    await this.ask('POST /api/packs/import', { pack: POLICY, tenant_id: TENANT });
  }
}

const prepared = (waiting: Waiting, index: number): string => `${waiting.toUpperCase()}-${index}`;

const item = (type: string, exceptionId: string): Record<string, unknown> => ({
  exception_id: exceptionId,
  exception_type: type,
  source_system: 'access-test',
  entity: SECRET,
  title: SECRET,
  raw_payload: { says: SECRET },
});

function tenantsOf(caller: Role | 'stranger'): string[] {
  if (caller === 'super_admin') return [];
  return [caller === 'stranger' ? STRANGER : TENANT];
}

function pathOf(template: string, { path = {}, query = {} }: RouteInput): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) search.append(name, String(each));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

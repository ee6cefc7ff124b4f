/** The typed HTTP API: a thin layer over `fetch`, for the browser and for Node. */
import type { Problem } from '../error-codes.ts';
import { parseJson } from '../json/parse-json.ts';
import type { components, paths } from './api.types.ts';

/** The API's bodies by their names in the OpenAPI document. */
export type ApiSchemas = components['schemas'];

type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

/** The paths that have a method. */
export type ApiPath<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, object> ? Path : never;
}[keyof paths];

type OperationOf<M extends Method, Path extends ApiPath<M>> = paths[Path][M];

/** One part of a request; a part without content is omitted, one with required members is required. */
type Part<Name extends string, Content> = [Content] extends [never]
  ? { [key in Name]?: undefined }
  : [Content] extends [undefined]
    ? { [key in Name]?: undefined }
    : Record<never, never> extends Content
      ? { [key in Name]?: Content }
      : { [key in Name]: Content };

type ParametersOf<Operation, Place extends string> = Operation extends { parameters: infer Parameters }
  ? Place extends keyof Parameters
    ? NonNullable<Parameters[Place]>
    : never
  : never;

type BodyOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : { body?: undefined };

/** A request, as the OpenAPI document defines it. */
export type ApiRequest<M extends Method, Path extends ApiPath<M>> = Part<
  'path',
  ParametersOf<OperationOf<M, Path>, 'path'>
> &
  Part<'query', ParametersOf<OperationOf<M, Path>, 'query'>> &
  Part<'header', ParametersOf<OperationOf<M, Path>, 'header'>> &
  BodyOf<OperationOf<M, Path>> & { signal?: AbortSignal };

type JsonOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined;
type DataOf<Operation> = Operation extends { responses: infer Responses } ? JsonOf<Responses[keyof Responses]> : never;

/** A refusal is an answer too: it is returned, not thrown. */
export type ApiAnswer<Data> =
  { ok: true; status: number; data: Data } | { ok: false; status: number; problem: Problem };

type Call<M extends Method> = <Path extends ApiPath<M>>(
  path: Path,
  ...request: Record<never, never> extends ApiRequest<M, Path> ? [ApiRequest<M, Path>?] : [ApiRequest<M, Path>]
) => Promise<ApiAnswer<DataOf<OperationOf<M, Path>>>>;

/** One function per method, accepting the paths that have the method. */
export type ApiClient = { readonly [M in Method]: Call<M> };

export interface ApiClientOptions {
  /** The gateway's address, without a path. */
  baseUrl: string;
  /** Called before each request; returns a token or an API key. */
  credential?: () => string | undefined | Promise<string | undefined>;
  /** Default: the global one. */
  fetch?: typeof fetch;
}

type Scalar = string | number | boolean;

interface AnyRequest {
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>;
  header?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Creates a client. Numbers in payloads, arguments and results that a double cannot hold are `ExactNumber`s.
 *
 * A call throws only when there is no answer from the API: TypeError without a connection, Error for an answer that
 * is not JSON.
 *
 * @example
 * const api = createApiClient({ baseUrl: 'http://localhost:8080', credential: () => token });
 * const answer = await api.get('/api/exceptions/{tenant_id}', { path: { tenant_id: 'ACME' }, query: { severity:
 * ['high'] } });
 * if (answer.ok) show(answer.data.items);
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const calling =
    (method: string) =>
    (path: string, request: AnyRequest = {}) =>
      send(options, { method, path, request });
  const client = {
    get: calling('GET'),
    put: calling('PUT'),
    post: calling('POST'),
    delete: calling('DELETE'),
    patch: calling('PATCH'),
  };
  return client as unknown as ApiClient;
}

async function send(
  { baseUrl, credential, fetch: fetchOnce = fetch }: ApiClientOptions,
  { method, path, request }: { method: string; path: string; request: AnyRequest },
): Promise<ApiAnswer<unknown>> {
  const token = await credential?.();
  const url = new URL(pathWith(path, request.path) + queryWith(request.query), baseUrl);
  const response = await fetchOnce(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...definedOf(request.header ?? {}),
    },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    signal: request.signal,
  });
  const content = await contentOf(response, `${method} ${url.pathname}`);
  const { ok, status } = response;
  return ok ? { ok, status, data: content } : { ok, status, problem: content as Problem };
}

async function contentOf(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (text === '' && response.ok) return undefined;
  const type = response.headers.get('content-type') ?? 'nothing';
  if (!/^application\/(?:problem\+)?json\b/.test(type)) {
    throw new Error(`${what} was answered with status ${response.status} and ${type}`);
  }
  return parseJson(text);
}

const pathWith = (template: string, values: AnyRequest['path'] = {}): string =>
  template.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(values[name])));

/** A list is sent by repeating its name. */
function queryWith(values: AnyRequest['query'] = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value].flat()) if (each !== undefined) query.append(name, String(each));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

const definedOf = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** As much of OpenAPI 3.0 as our documents use, and a way to go through one. */

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}

interface Content {
  content?: Readonly<Record<string, { schema?: Schema }>>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  tags?: readonly string[];
  parameters?: readonly Parameter[];
  requestBody?: Content & { required?: boolean };
  /** By status, and `default`. */
  responses: Readonly<Record<string, Content & { description?: string }>>;
  /** Absent: callers without a token may call it too. */
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  'x-permission'?: string;
  /** The roles that have the permission. */
  'x-roles'?: readonly string[];
  /** The app that serves it; only in the merged document. */
  'x-app'?: string;
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: readonly { url: string; description?: string }[];
  tags?: readonly { name: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components?: { schemas?: Readonly<Record<string, Schema>>; securitySchemes?: Readonly<Record<string, unknown>> };
}

export interface Route {
  /** `POST /api/exceptions/{tenant_id}`; names it in tables and tests. */
  name: string;
  /** In capitals. */
  method: string;
  /** With parameters in braces. */
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation of a document, in its order. */
export function routesOf(document: OpenApiDocument): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((key) => {
      const operation = item[key];
      const method = key.toUpperCase();
      return operation ? [{ name: `${method} ${path}`, method, path, operation }] : [];
    }),
  );
}

/** Types for the part of OpenAPI 3.0 that our documents use, and a function that lists the routes. */

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
  /** Responses by status, or `default`. */
  responses: Readonly<Record<string, Content & { description?: string }>>;
  /** Absent when no token is needed. */
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  'x-permission'?: string;
  /** Roles that have the permission. */
  'x-roles'?: readonly string[];
  /** App that serves the operation; only in the merged document. */
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
  /** Name in tables and tests: `POST /api/exceptions/{tenant_id}`. */
  name: string;
  /** Method in capitals. */
  method: string;
  /** Path with parameters in braces. */
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Returns every operation of a document, in document order. */
export function routesOf(document: OpenApiDocument): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((key) => {
      const operation = item[key];
      const method = key.toUpperCase();
      return operation ? [{ name: `${method} ${path}`, method, path, operation }] : [];
    }),
  );
}

/** Imports a standalone tool in the canonical shape, with the same checks as the tools of a pack. */
import Type, { type TSchema } from 'typebox';
import { checkTool } from './domain-pack.checks.ts';
import { type PackTool, PackToolSchema } from './domain-pack.schema.ts';
import { JsonSchemaCompiler } from './json-schema.ts';
import { DomainName, Name, strictObject } from './pack-fields.schema.ts';
import { PackFindings } from './pack-findings.ts';
import type { PackFinding } from './pack-import.ts';
import { formatPath } from './pack-path.ts';
import { checkSchema } from './pack-schema.checks.ts';

/** A tool with its name and its domain; without a domain, the tenant's default applies. */
export interface NewToolDraft {
  name: string;
  domain?: string;
  tool: PackTool;
}

export interface ToolImport<T> {
  /** Null when there is any fault. */
  draft: T | null;
  faults: PackFinding[];
}

const NewToolSchema = strictObject({
  name: Name,
  domain: Type.Optional(DomainName),
  ...PackToolSchema.properties,
});

/** Imports a new tool. Never throws: anything wrong with the document is among the faults. */
export function importNewTool(json: unknown): ToolImport<NewToolDraft> {
  const { draft, faults } = importDraft<PackTool & { name: string; domain?: string }>(json, NewToolSchema);
  if (!draft) return { draft, faults };
  const { name, domain, ...tool } = draft;
  return { draft: { name, ...(domain !== undefined && { domain }), tool }, faults };
}

/** Imports a new version of a known tool. Never throws. */
export const importToolVersion = (json: unknown): ToolImport<PackTool> => importDraft<PackTool>(json, PackToolSchema);

function importDraft<T extends PackTool>(json: unknown, schema: TSchema): ToolImport<T> {
  const findings = new PackFindings();
  const document = checkSchema(schema, json, findings);
  if (findings.faults.length === 0) checkTool(document as T, [], { schemas: new JsonSchemaCompiler(), findings });
  const faults = findings.faults.map(({ path, message }) => ({ path: formatPath(path), message }));
  return { draft: faults.length === 0 ? (document as T) : null, faults };
}

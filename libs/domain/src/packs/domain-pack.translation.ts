/** Translates a Domain Pack from any known shape into the canonical document. */
import { isJsonObject } from '@sentinai/contracts';
import {
  conditionField,
  days,
  guardrails,
  hours,
  mapOrNamedList,
  minutes,
  severity,
  sla,
} from './pack-values.translation.ts';
import { playbooks } from './playbooks.translation.ts';
import { tools } from './tools.translation.ts';
import { list, object, TranslationLog, type Translate } from './translation.ts';

const exceptionType = object({
  description: {},
  default_severity: { value: severity, aliases: { severity } },
  sla_minutes: { value: minutes, aliases: { sla: minutes, slaHours: hours, sla_hours: hours, slaDays: days } },
  tags: {},
});

const severityRule = object({
  name: { aliases: { id: null, ruleName: null } },
  when: conditionField,
  severity: { value: severity },
});

const classificationRule = object({
  when: conditionField,
  type: { aliases: { exceptionType: null, exception_type: null } },
});

/** A plain JSONPath stays as it is. */
const mapping = object({ path: {}, on_unreadable: {}, decimal_mark: {}, time_zone: {} });

const normalization = object({
  type: { value: mapping, aliases: { exceptionType: null, exception_type: null } },
  entity: { value: mapping },
  amount: { value: mapping },
  title: { value: mapping },
  source_system: { value: mapping },
  occurred_at: { value: mapping },
  source_status: { value: mapping },
  status: {},
});

const testCase = object({
  name: {},
  input: { value: object({ exception_type: {}, raw_payload: {} }) },
  expected: {
    value: object({ exception_type: {}, severity: { value: severity }, playbook: {} }),
    aliases: { expectedOutput: null, expected_output: null },
  },
});

/**
 * Translates a Domain Pack.
 * @param json a JSON object no deeper than packs may be
 */
export function translateDomainPack(json: unknown): { document: unknown; log: TranslationLog } {
  const log = new TranslationLog();
  const root = { from: [], to: [] };
  const toolNames = isJsonObject(json) ? toolNamesIn(json.tools) : new Set<string>();
  return { document: domainPack(toolNames)(json, root, log), log };
}

function domainPack(toolNames: ReadonlySet<string>): Translate {
  return object({
    domain: { aliases: { domainName: null, domain_name: null } },
    description: {},
    entities: {},
    exception_types: { value: mapOrNamedList(exceptionType) },
    classification: { value: list(classificationRule), aliases: { classificationRules: null } },
    severity_rules: { value: list(severityRule) },
    sla: { value: sla },
    normalization: { value: normalization },
    tools: { value: tools },
    playbooks: { value: playbooks(toolNames) },
    guardrails: { value: guardrails },
    redaction: {},
    test_suites: { value: list(testCase), aliases: { tests: null } },
  });
}

/** Steps may precede tools in the document, so the tool names are read ahead. */
function toolNamesIn(value: unknown): ReadonlySet<string> {
  const translated = tools(value, { from: [], to: [] }, new TranslationLog());
  return new Set(isJsonObject(translated) ? Object.keys(translated) : []);
}

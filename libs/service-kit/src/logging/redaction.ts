/** Keeps secrets out of the logs, anywhere in a logged value. */
import { ExactNumber, isJsonObject } from '@sentinai/contracts';
import { stdSerializers } from 'pino';

const HIDDEN = '[redacted]';

/** Names of fields whose value is never logged, in any spelling: `api_key`, `apiKey`, `X-Api-Key`. */
const SECRET_NAME =
  /^(?:proxy|set|x|db|database|client|access|refresh|id|auth|bearer|session)*(?:authorization|cookie|token|passw(?:or)?d|passphrase|secret|apikey|accesskey|privatekey|credentials?|jwt)s?$/;

const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const JWT = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
const API_KEY = /\bsk_[0-9a-f]{32}_[\w-]+/g;
const URL_PASSWORD = /(:\/\/[^\s:/@]*:)[^\s/@]+@/g;

/** Deeper values are logged as `[deep]`: a log line is not a dump, and a cycle must end somewhere. */
const MAX_DEPTH = 8;

/** Returns a copy of the value with its secrets replaced: fields by name, tokens and URL passwords by form. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redact(stdSerializers.err(value), depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (speaksJson(value)) return redact(value.toJSON(), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecretName(name) ? HIDDEN : redact(item, depth + 1)]),
  );
}

/** Returns a copy of a JSON object with the values of secretly named fields replaced, at any depth. */
export function maskSecretFields(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, isSecretName(name) ? HIDDEN : maskWithin(value)]),
  );
}

function maskWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskWithin);
  return isJsonObject(value) ? maskSecretFields(value) : value;
}

function speaksJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Whether a field's name suggests that it holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replaceAll(/[-_.]/g, '').toLowerCase());
}

/** Hides bearer tokens, JWTs, API keys and passwords inside URLs. */
export function redactText(text: string): string {
  return text
    .replaceAll(BEARER, `$1 ${HIDDEN}`)
    .replaceAll(JWT, HIDDEN)
    .replaceAll(API_KEY, HIDDEN)
    .replaceAll(URL_PASSWORD, `$1${HIDDEN}@`);
}

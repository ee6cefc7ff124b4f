/** The payload of an event: from a record's bytes to data in the newest schema version. */
import { type EventDefinition, type JsonObject, isStorableJson, parseJson, withDoublesAt } from '@sentinai/contracts';
import { PermanentError } from '../agent/errors.ts';

/** Largest payload of one event, in bytes. */
export const MAX_PAYLOAD_BYTES = 2 * 1024 * 1024;

/**
 * Reads and validates a payload, upcast to the newest version of its schema.
 * @throws PermanentError naming the fault
 */
export function readEventData(value: Buffer | null, definition: EventDefinition, version: number): JsonObject {
  if (!value) throw new PermanentError('invalid_payload', 'The record has no value');
  if (value.byteLength > MAX_PAYLOAD_BYTES) {
    throw new PermanentError('payload_too_large', `${value.byteLength} bytes; the limit is ${MAX_PAYLOAD_BYTES}`);
  }
  if (!Number.isInteger(version) || version < 1 || version > definition.version) {
    throw new PermanentError(
      'unknown_schema_version',
      `${definition.type} version ${version}; the newest known is ${definition.version}`,
    );
  }
  const data = upcast(parsePayload(value), definition, version);
  return definition.isValid(data) ? data : withPlainNumbers(data, definition);
}

/** Replaces numbers that the producer wrote as `2.0` or `1e3` with the plain numbers that the schema asks for. */
function withPlainNumbers(data: JsonObject, definition: EventDefinition): JsonObject {
  const places = definition.faults(data).map(({ path }) => path);
  const plain = withDoublesAt(data, places);
  if (definition.isValid(plain)) return plain;
  const faults = definition.faults(plain).slice(0, 5);
  throw new PermanentError('invalid_payload', faults.map((fault) => `${fault.path} ${fault.message}`).join('; '));
}

function parsePayload(value: Buffer): JsonObject {
  const text = value.toString('utf8');
  const data = parseText(text);
  // Serialized again, because producers may escape whole pairs too; few do, so most texts skip this.
  if (text.includes('\\u') && !isStorableJson(JSON.stringify(data))) {
    throw new PermanentError('invalid_payload', 'A string contains a NUL or half of a surrogate pair');
  }
  return data;
}

function parseText(text: string): JsonObject {
  try {
    return parseJson(text) as JsonObject;
  } catch (error) {
    throw new PermanentError('invalid_json', (error as Error).message, { cause: error });
  }
}

function upcast(data: JsonObject, definition: EventDefinition, version: number): JsonObject {
  if (version === definition.version) return data;
  if (definition.upcast) return definition.upcast(data, version);
  throw new PermanentError('unknown_schema_version', `${definition.type} cannot be upcast from version ${version}`);
}

/**
 * The AsyncAPI 3.0 document of the event catalog: every topic is a channel, every event a message. A pure function;
 * `docs/asyncapi.json` holds its result, and a spec fails when the two differ.
 */
import { CLOUD_EVENTS_VERSION, HEADERS } from '../envelope.ts';
import { EVENTS, eventsOnTopic } from '../event-catalog.ts';
import type { EventDefinition } from '../event-definition.ts';
import { TOPICS, type Topic } from '../topics.ts';
import type { JsonObject } from '../vocabulary.ts';

/** Version of the AsyncAPI specification the document follows. */
export const ASYNCAPI_VERSION = '3.0.0';

/** Version of the Kafka channel and message bindings. */
const KAFKA_BINDING_VERSION = '0.5.0';

/** Returns the whole document, as plain JSON. */
export function asyncApiDocument(): JsonObject {
  const events = Object.values<EventDefinition>(EVENTS);
  return {
    asyncapi: ASYNCAPI_VERSION,
    info: {
      title: 'SentinAI events',
      version: '1.0.0',
      description:
        "Events between SentinAI's services over Kafka: CloudEvents 1.0 in binary mode, one JSON payload per record.",
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(TOPICS.map((topic) => [topic, channel(topic)])),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, message(event)])),
      schemas: {
        EventHeaders: eventHeaders(REQUIRED_HEADERS, Object.keys(HEADER_SCHEMAS) as Attribute[]),
        TenantEventHeaders: eventHeaders(...tenantHeaders()),
        ...Object.fromEntries(events.map((event) => [payloadName(event), payloadSchema(event)])),
      },
    },
  };
}

/** Returns the JSON Schema of an event's payload, as plain JSON. */
export const payloadSchema = (event: EventDefinition): JsonObject =>
  JSON.parse(JSON.stringify(event.schema)) as JsonObject;

function channel(topic: Topic): JsonObject {
  const events = eventsOnTopic(topic);
  return {
    address: topic,
    ...(events.length === 0 && { description: 'No event of the catalog uses this topic.' }),
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: { kafka: { topic, bindingVersion: KAFKA_BINDING_VERSION } },
  };
}

function message(event: EventDefinition): JsonObject {
  return {
    name: event.type,
    title: event.type,
    summary: event.summary,
    contentType: 'application/json',
    headers: {
      allOf: [{ $ref: `#/components/schemas/${event.subject === 'tenant' ? 'TenantEventHeaders' : 'EventHeaders'}` }],
      type: 'object',
      properties: {
        [HEADERS.type]: { const: event.type },
        [HEADERS.schemaVersion]: { const: String(event.version) },
      },
    },
    payload: { $ref: `#/components/schemas/${payloadName(event)}` },
    bindings: {
      kafka: { key: event.subject === 'tenant' ? TENANT_KEY : EVENT_KEY, bindingVersion: KAFKA_BINDING_VERSION },
    },
    'x-schema-version': event.version,
    'x-consumed-by': [...event.consumedBy],
  };
}

const payloadName = (event: EventDefinition): string => `${event.type}Payload`;

const EVENT_KEY = {
  type: 'string',
  description: '`tenant_id:exception_id`. Events of one exception share their key, so Kafka keeps their order.',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}:[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,127}$',
};

const TENANT_KEY = {
  type: 'string',
  description: '`tenant_id`. Events about a tenant share their key.',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
};

/** Kafka headers are text: numbers are written in decimal. */
function eventHeaders(required: readonly Attribute[], known: readonly Attribute[]): JsonObject {
  return {
    type: 'object',
    description: 'CloudEvents attributes and SentinAI extensions, binary content mode.',
    required: required.map((attribute) => HEADERS[attribute]),
    properties: Object.fromEntries(known.map((attribute) => [HEADERS[attribute], HEADER_SCHEMAS[attribute]])),
  };
}

/** An event about a tenant has no exception headers. */
function tenantHeaders(): [required: Attribute[], known: Attribute[]] {
  const ofTenant = (attribute: Attribute) => attribute !== 'exceptionId' && attribute !== 'sequence';
  return [REQUIRED_HEADERS.filter(ofTenant), (Object.keys(HEADER_SCHEMAS) as Attribute[]).filter(ofTenant)];
}

type Attribute = keyof typeof HEADERS;

const text = (description: string): JsonObject => ({ type: 'string', minLength: 1, description });

const HEADER_SCHEMAS: Record<Attribute, JsonObject> = {
  specversion: { const: CLOUD_EVENTS_VERSION },
  id: { type: 'string', format: 'uuid', description: 'Derived from the cause: deciding it again gives the same id.' },
  type: text('The event type.'),
  source: text('Producer of the event: `/sentinai/triage`.'),
  time: { type: 'string', format: 'date-time', description: 'Creation time of the event.' },
  subject: text('Subject of the event: the exception, or the tenant.'),
  tenantId: text('The tenant. The same as in the key.'),
  exceptionId: text('The exception. The same as in the key.'),
  correlationId: text('The exception id when absent.'),
  causationId: { type: 'string', format: 'uuid', description: 'Id of the event that caused this one.' },
  schemaVersion: { type: 'string', pattern: '^[1-9][0-9]*$', description: 'The first version when absent.' },
  traceparent: text('W3C trace context.'),
  sequence: {
    type: 'string',
    pattern: '^[1-9][0-9]*$',
    description: "Position in the exception's timeline, from 1.",
  },
  contentType: { const: 'application/json' },
};

/** Headers that a consumer requires; SentinAI's own producers also send the others. */
const REQUIRED_HEADERS: readonly Attribute[] = [
  'specversion',
  'id',
  'type',
  'source',
  'time',
  'tenantId',
  'exceptionId',
];

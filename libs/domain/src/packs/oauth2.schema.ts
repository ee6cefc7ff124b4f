/** OAuth2 as a pack's tool says it: client credentials, and what else the token endpoint wants to be told. Pure. */
import Type, { type Static } from 'typebox';
import { strictObject } from './pack-fields.schema.ts';

const Value = Type.String({ minLength: 1, maxLength: 2000, pattern: '^[\\x20-\\x7e]+$' });
/** Several values are sent as the parameter several times. */
const Values = Type.Union([Value, Type.Array(Value, { minItems: 1, maxItems: 20 })], {
  description: 'must be a text, or a list of texts',
});

/** Client credentials (RFC 6749, 4.4): the secret that `auth_ref` names is exchanged for an access token, which the tool is sent. */
export const OAuth2Schema = strictObject({
  /** Absolute http or https URL; reached under the same rules as the tool itself. */
  token_url: Type.String({ minLength: 1, maxLength: 2000 }),
  client_id: Type.String({ minLength: 1, maxLength: 256, pattern: '^[\\x20-\\x7e]+$' }),
  /** Between spaces. */
  scope: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, pattern: '^[\\x20-\\x7e]+$' })),
  /** How client id and secret are sent: in the `authorization` header, which is the default, or in the body. */
  client_auth: Type.Optional(Type.Enum(['basic', 'body'])),
  /** Whom the token is for, as Auth0 and others ask. */
  audience: Type.Optional(Values),
  /** URIs of what the token is for (RFC 8707). */
  resource: Type.Optional(Values),
  /** Further parameters of the token request, by name. They are no place for secrets: packs are read by people. */
  parameters: Type.Optional(
    Type.Record(Type.String(), Values, {
      maxProperties: 20,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_.:-]*$', maxLength: 128 },
    }),
  ),
});
export type OAuth2 = Static<typeof OAuth2Schema>;

/** What the client says itself, and what has a field of its own. */
const RESERVED = new Set([
  'grant_type',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'scope',
  'audience',
  'resource',
]);

/** Names among `parameters` that may not be there, in whatever case. */
export const reservedParameters = ({ parameters = {} }: OAuth2): string[] => Object.keys(parameters).filter(isReserved);

const isReserved = (name: string): boolean => RESERVED.has(name.toLowerCase());

/** What is sent beside the client's credentials and the scope: one entry for each value. */
export function oauth2Parameters({ audience = [], resource = [], parameters = {} }: OAuth2): [string, string][] {
  const further = Object.entries(parameters).filter(([name]) => !isReserved(name));
  return [...Object.entries({ audience, resource }), ...further].flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}

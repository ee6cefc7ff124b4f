/** OAuth2 settings of a pack's tool: client credentials and further parameters for the token endpoint. Pure. */
import Type, { type Static } from 'typebox';
import { strictObject } from './pack-fields.schema.ts';

const Value = Type.String({ minLength: 1, maxLength: 2000, pattern: '^[\\x20-\\x7e]+$' });
/** Several values are sent by repeating the parameter. */
const Values = Type.Union([Value, Type.Array(Value, { minItems: 1, maxItems: 20 })], {
  description: 'must be a text, or a list of texts',
});

/**
 * Client credentials grant (RFC 6749, 4.4): the secret that `auth_ref` names is exchanged for an access token, which
 * is sent to the tool.
 */
export const OAuth2Schema = strictObject({
  /** Absolute http or https URL; subject to the same rules as the tool itself. */
  token_url: Type.String({ minLength: 1, maxLength: 2000 }),
  client_id: Type.String({ minLength: 1, maxLength: 256, pattern: '^[\\x20-\\x7e]+$' }),
  /** Separated by spaces. */
  scope: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, pattern: '^[\\x20-\\x7e]+$' })),
  /** How the client id and secret are sent: in the `authorization` header (the default) or in the body. */
  client_auth: Type.Optional(Type.Enum(['basic', 'body'])),
  /** Audience of the token, as Auth0 and others require. */
  audience: Type.Optional(Values),
  /** URIs of the resources that the token is for (RFC 8707). */
  resource: Type.Optional(Values),
  /** Further parameters of the token request, by name. Never secrets: people read packs. */
  parameters: Type.Optional(
    Type.Record(Type.String(), Values, {
      maxProperties: 20,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_.:-]*$', maxLength: 128 },
    }),
  ),
});
export type OAuth2 = Static<typeof OAuth2Schema>;

/** Parameters that the client sets itself or that have their own field. */
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

/** Returns the names in `parameters` that are not allowed there, ignoring case. */
export const reservedParameters = ({ parameters = {} }: OAuth2): string[] => Object.keys(parameters).filter(isReserved);

const isReserved = (name: string): boolean => RESERVED.has(name.toLowerCase());

/** Returns the parameters sent besides the client's credentials and the scope: one entry per value. */
export function oauth2Parameters({ audience = [], resource = [], parameters = {} }: OAuth2): [string, string][] {
  const further = Object.entries(parameters).filter(([name]) => !isReserved(name));
  return [...Object.entries({ audience, resource }), ...further].flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}

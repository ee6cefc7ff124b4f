/**
 * The OpenID provider of a local stack. It logs development users in for a console (authorization code with PKCE), and issues
 * tokens to machines (client credentials). Its access tokens are JWTs in the form the services expect. Production uses its own provider.
 */
import type { JWK } from 'jose';
import Provider, {
  type ClientMetadata,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { DEVELOPMENT_AUDIENCE } from './development-issuer.ts';
import type { Access, DevelopmentIdentities } from './development-identities.ts';

/** Id of the console's client: public, on any port of this machine. */
export const CONSOLE_CLIENT_ID = 'console';
export const CONSOLE_REDIRECT_PATH = '/auth/callback';

export interface ProviderParts {
  /** Address of the provider. */
  issuer: string;
  /** Private key that signs the stack's tokens. */
  signingKey: JWK;
  identities: DevelopmentIdentities;
}

const ALGORITHM = 'ES256';
/** OAuth resource indicator of the APIs; the token itself names the audience. */
const RESOURCE = 'urn:sentinai:api';
const SCOPES = 'openid profile';

const HOUR = 3_600;
const LIFETIMES_S = {
  AccessToken: HOUR,
  ClientCredentials: HOUR,
  IdToken: HOUR,
  Interaction: HOUR,
  RefreshToken: 12 * HOUR,
  Session: 12 * HOUR,
  Grant: 12 * HOUR,
};

export function createIdentityProvider({ issuer, signingKey, identities }: ProviderParts): Provider {
  const accessOf = (subject: string | undefined): Access | undefined =>
    identities.users.find(({ login }) => login === subject) ??
    identities.machines.find(({ clientId }) => clientId === subject);
  return new Provider(issuer, {
    jwks: { keys: [signingKey] },
    cookies: { keys: [identities.cookieKey] },
    clientDefaults: { id_token_signed_response_alg: ALGORITHM },
    clients: [consoleClient, ...identities.machines.map(machineClient)],
    findAccount: (_ctx, subject) => {
      const access = accessOf(subject);
      return access && { accountId: subject, claims: () => ({ sub: subject, name: subject, ...claimsOf(access) }) };
    },
    claims: { openid: ['sub'], profile: ['name', 'roles', 'tenants'] },
    conformIdTokenClaims: false,
    extraTokenClaims: (_ctx, token) => claimsOf(accessOf('accountId' in token ? token.accountId : token.clientId)),
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}`, policy: loginOnly() },
    loadExistingGrant: grantEverything,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    clientBasedCORS: (_ctx, origin) => isThisMachine(origin),
    ttl: LIFETIMES_S,
    features: { devInteractions: { enabled: false }, clientCredentials: { enabled: true }, resourceIndicators },
  });
}

const claimsOf = (access: Access | undefined) => access && { roles: access.roles, tenants: access.tenants };

/** Registered as a native application, so that it may redirect to any port of this machine; the console's port is unknown here. */
const consoleClient: ClientMetadata = {
  client_id: CONSOLE_CLIENT_ID,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: ['localhost', '127.0.0.1'].map((host) => `http://${host}${CONSOLE_REDIRECT_PATH}`),
  post_logout_redirect_uris: ['http://localhost/', 'http://127.0.0.1/'],
};

const machineClient = ({ clientId, clientSecret }: DevelopmentIdentities['machines'][number]): ClientMetadata => ({
  client_id: clientId,
  client_secret: clientSecret,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

/** Every access token is for the APIs, whether or not the client requests that resource. */
const resourceIndicators: NonNullable<Configuration['features']>['resourceIndicators'] = {
  enabled: true,
  defaultResource: () => RESOURCE,
  useGrantedResource: () => true,
  getResourceServerInfo: (_ctx, resource) => {
    if (resource !== RESOURCE) throw new errors.InvalidTarget();
    return { scope: '', audience: DEVELOPMENT_AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: ALGORITHM } } };
  },
};

/** Asks for a password but not for consent: the console is a first-party client. */
function loginOnly(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, result } = oidc;
  if (!client || !session?.accountId) return undefined;
  const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  grant.addResourceScope(RESOURCE, '');
  await grant.save();
  return grant;
}

const isThisMachine = (origin: string): boolean =>
  ['localhost', '127.0.0.1'].includes(URL.parse(origin)?.hostname ?? '');

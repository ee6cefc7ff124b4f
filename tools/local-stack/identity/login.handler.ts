/** Handles `/login/<interaction>`: shows the page, checks the password, and returns control to the provider. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { DevelopmentUser } from './development-identities.ts';
import { loginPage } from './login-page.ts';

const MAX_FORM_BYTES = 4_096;
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

export type LoginHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createLoginHandler(provider: Provider, users: readonly DevelopmentUser[]): LoginHandler {
  const handle: LoginHandler = async (request, response) => {
    const { prompt, uid } = await provider.interactionDetails(request, response);
    if (prompt.name !== 'login') {
      await provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
      return;
    }
    const action = `/login/${uid}`;
    if (request.method !== 'POST') return send(response, 200, loginPage({ action, login: '' }));
    const { login, password } = await readForm(request);
    const user = users.find((one) => one.login === login && isSame(one.password, password));
    if (!user) return send(response, 401, loginPage({ action, login, problem: 'Wrong user name or password.' }));
    await provider.interactionFinished(request, response, { login: { accountId: user.login } });
  };
  return (request, response) =>
    handle(request, response).catch((error: unknown) => {
      if (!(error instanceof errors.OIDCProviderError)) throw error;
      send(response, 400, 'This login has expired. Go back to the application and try again.');
    });
}

async function readForm(request: IncomingMessage): Promise<{ login: string; password: string }> {
  const tooLong = Number(request.headers['content-length'] ?? Infinity) > MAX_FORM_BYTES;
  const form = new URLSearchParams(tooLong ? '' : await text(request));
  return { login: form.get('login') ?? '', password: form.get('password') ?? '' };
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, PAGE_HEADERS).end(page);
}

/** Compares in constant time, so that timing reveals nothing about the password. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

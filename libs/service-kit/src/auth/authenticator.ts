/** Identifies the sender of a request by its one credential: a token or an API key. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { IncomingHttpHeaders } from 'node:http';
import { API_KEY_VERIFIER, type ApiKeyVerifier, isApiKey, isWellFormedApiKey } from './api-key.ts';
import type { Principal } from './principal.ts';
import { TokenVerifier, unauthenticated } from './token-verifier.ts';

@Injectable()
export class Authenticator implements OnModuleInit {
  private keys: ApiKeyVerifier | undefined;

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly discovery: DiscoveryService,
  ) {}

  onModuleInit(): void {
    // It belongs to a module of the app, which this one cannot import.
    const verifier = this.discovery.getProviders().find(({ token }) => token === API_KEY_VERIFIER);
    this.keys = verifier?.instance as ApiKeyVerifier | undefined;
  }

  /** @throws ProblemException `unauthenticated`, `token_expired`, `unavailable` */
  async authenticate(headers: IncomingHttpHeaders): Promise<Principal> {
    const apiKey = headers['x-api-key'];
    if (apiKey === undefined) return this.byBearer(bearerOf(headers.authorization));
    if (headers.authorization !== undefined) {
      throw unauthenticated('Send either Authorization or X-API-Key, not both.', 'malformed');
    }
    return this.byKey(String(apiKey));
  }

  private byBearer(credential: string): Promise<Principal> {
    return isApiKey(credential) ? this.byKey(credential) : this.tokens.verify(credential);
  }

  private async byKey(key: string): Promise<Principal> {
    const principal = isWellFormedApiKey(key) ? await this.keys?.verify(key) : null;
    // The same message whatever the fault: a thief learns nothing.
    if (!principal) throw unauthenticated('The API key is not valid.', 'unknown key');
    return principal;
  }
}

function bearerOf(header: string | undefined): string {
  if (header === undefined) throw unauthenticated('Send a token: "Authorization: Bearer <token>", or an API key.');
  const credential = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (credential === undefined)
    throw unauthenticated('The Authorization header must be "Bearer <token>".', 'malformed');
  return credential;
}

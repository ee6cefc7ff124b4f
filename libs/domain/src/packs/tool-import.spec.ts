import { importNewTool, importToolVersion } from './tool-import.ts';

const endpoint = 'https://tools.example.test/a';

describe('a standalone tool', () => {
  it('is taken with its name and its domain', () => {
    expect(importNewTool({ name: 'mend', domain: 'Ops', endpoint, effect: 'act' })).toEqual({
      draft: { name: 'mend', domain: 'Ops', tool: { endpoint, effect: 'act' } },
      faults: [],
    });
  });

  it.each<[string, unknown, string[]]>([
    ['no object', [], ['$']],
    ['no name', { endpoint }, ['$']],
    ['an unknown field', { name: 'a', endpoint, colour: 'red' }, ['colour']],
    ['a relative endpoint', { name: 'a', endpoint: '/a' }, ['endpoint']],
    ['a bare secret', { name: 'a', endpoint, auth_ref: 'hunter2' }, ['auth_ref']],
    ['a schema that is none', { name: 'a', endpoint, input_schema: { type: 'strin' } }, ['input_schema']],
    [
      'OAuth2 without a secret',
      { name: 'a', endpoint, oauth2: { token_url: 'token', client_id: 'me' } },
      ['oauth2.token_url', 'auth_ref'],
    ],
    [
      'OAuth2 with a secret that is sent itself',
      { name: 'a', endpoint, auth_ref: 'basic env:A', oauth2: { token_url: endpoint, client_id: 'me' } },
      ['auth_ref'],
    ],
    [
      'OAuth2 parameters that would take the place of its own fields',
      {
        name: 'a',
        endpoint,
        auth_ref: 'env:A',
        oauth2: {
          token_url: endpoint,
          client_id: 'me',
          parameters: { grant_type: 'password', Client_Secret: 'x', scope: 'all', audience: 'a', fine: 'y' },
        },
      },
      ['grant_type', 'Client_Secret', 'scope', 'audience'].map((name) => `oauth2.parameters.${name}`),
    ],
    [
      'OAuth2 parameters that are no texts',
      {
        name: 'a',
        endpoint,
        auth_ref: 'env:A',
        oauth2: { token_url: endpoint, client_id: 'me', audience: 7, resource: [], parameters: { a: { b: 'c' } } },
      },
      ['oauth2.audience', 'oauth2.resource', 'oauth2.parameters.a'],
    ],
  ])('has faults: %s', (_, json, paths) => {
    const { draft, faults } = importNewTool(json);

    expect(draft).toBeNull();
    expect(faults.map(({ path }) => path)).toEqual(paths);
  });

  it.each([
    'env:TOOL_SECRET_A__X',
    'bearer env:TOOL_SECRET_A__X',
    'basic file:/run/secrets/a',
    'api-key:x-api-key env:TOOL_SECRET_A__X',
    'api-key-query:key env:TOOL_SECRET_A__X',
  ])('names its credential: %s', (auth_ref) => {
    expect(importToolVersion({ endpoint, auth_ref }).faults).toEqual([]);
  });

  it('takes client credentials', () => {
    const oauth2 = {
      token_url: 'https://login.example.test/token',
      client_id: 'me',
      scope: 'a b',
      client_auth: 'body',
      audience: 'https://api.example.test',
      resource: ['https://a.example.test', 'https://b.example.test'],
      parameters: { tenant: 'acme', claim: ['x', 'y'] },
    };

    expect(importToolVersion({ endpoint, auth_ref: 'env:TOOL_SECRET_A__X', oauth2 }).faults).toEqual([]);
  });

  it('keeps its name', () => {
    expect(importToolVersion({ name: 'other', endpoint }).faults).toMatchObject([{ path: 'name' }]);
  });
});

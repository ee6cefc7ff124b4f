import { expect, it } from '@jest/globals';
import { parseAllowedHosts, parseHostAliases } from './tool-http.settings.ts';

it('reads allowed hosts', () => {
  expect([...parseAllowedHosts(' Demo-Tools, 10.0.0.5:8080 ,[::1]:9400,')]).toEqual([
    'demo-tools',
    '10.0.0.5:8080',
    '[::1]:9400',
  ]);
});

it('reads host aliases', () => {
  expect([...parseHostAliases('demo-tools = 127.0.0.1:9400, ledger=[::1]:80, crm=10.0.0.5')]).toEqual([
    ['demo-tools', { hostname: '127.0.0.1', port: '9400' }],
    ['ledger', { hostname: '::1', port: '80' }],
    ['crm', { hostname: '10.0.0.5' }],
  ]);
});

it.each(['http://h', 'h:port', 'h:99999', '*.internal', 'h/path', '::1'])('refuses the allowed host %s', (entry) => {
  expect(() => parseAllowedHosts(`ok,${entry}`)).toThrow(`"${entry}"`);
});

it.each(['demo-tools', 'demo-tools=', '=127.0.0.1', 'a=b=c', 'a=http://b'])('refuses the alias %s', (entry) => {
  expect(() => parseHostAliases(entry)).toThrow(`"${entry}"`);
});

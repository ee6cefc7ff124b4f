import { reservedKeyIn } from './reserved-keys.ts';

const find = (text: string) => reservedKeyIn(JSON.parse(text), text);

describe('reservedKeyIn', () => {
  it.each([
    ['{"__proto__":1}', '__proto__'],
    ['{"a":[{},{"b":{"__proto__":{"x":1}}}]}', 'a.1.b.__proto__'],
    ['{"\\u005f_pr\\u006Fto__" : null}', '__proto__'],
    ['{"constructor":{"prototype":{}}}', 'constructor'],
    ['[{"x":{"c\\u006fnstructor":{"prototype":1}}}]', '0.x.constructor'],
  ])('finds it in %s', (text, path) => {
    expect(find(text)).toBe(path);
  });

  it.each([
    '{"constructor":"Smith & Sons"}',
    '{"constructor":{"name":"x"}}',
    '{"text":"\\"__proto__\\": 1"}',
    '{"proto":1,"prototype":2,"__proto":3}',
    '["__proto__"]',
    'null',
  ])('finds none in %s', (text) => {
    expect(find(text)).toBeUndefined();
  });
});

/** Names a place in a raw payload: `$.order.amount`, `$.lines[0]['unit price']`. */
export const placeText = (keys: readonly (string | number)[]): string => `$${keys.map(keyText).join('')}`;

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function keyText(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return PLAIN_KEY.test(key) ? `.${key}` : `['${key.replaceAll(/[\\']/g, String.raw`\$&`)}']`;
}

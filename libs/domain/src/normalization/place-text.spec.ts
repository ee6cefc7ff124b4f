import { placeText } from './place-text.ts';

it.each([
  [[], '$'],
  [['order', 'amount'], '$.order.amount'],
  [['lines', 0, 'unit price'], "$.lines[0]['unit price']"],
  [["it's", 'a\\b'], String.raw`$['it\'s']['a\\b']`],
])('%j is %s', (keys, text) => {
  expect(placeText(keys)).toBe(text);
});

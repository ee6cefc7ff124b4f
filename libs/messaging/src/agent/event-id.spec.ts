import { v4 as uuidv4, v5 as uuidv5 } from 'uuid';
import { outboundEventId } from './event-id.ts';

it('is the UUIDv5 of its cause and name, as the uuid library makes it, which takes three times as long', () => {
  for (let index = 0; index < 200; index += 1) {
    const cause = uuidv4();

    expect(outboundEventId(cause, `Größe:${index}`)).toBe(uuidv5(`Größe:${index}`, cause));
  }
});

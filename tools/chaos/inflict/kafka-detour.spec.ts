import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { KafkaDetour } from './kafka-detour.ts';

describe('KafkaDetour', () => {
  let broker: Server;
  let detour: KafkaDetour;
  let port: number;

  beforeEach(async () => {
    broker = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
    broker.listen(0, '127.0.0.1');
    await once(broker, 'listening');
    detour = new KafkaDetour();
    port = await detour.open((broker.address() as AddressInfo).port);
  });

  afterEach(async () => {
    await detour.close();
    broker.close();
  });

  /** Opens a client whose received data is collected in `heard`. */
  const aClient = () => {
    const client = connect(port, '127.0.0.1');
    const state = { client, heard: '', closed: false };
    client.on('error', () => undefined);
    client.on('data', (bytes: Buffer) => (state.heard += bytes.toString()));
    client.on('close', () => (state.closed = true));
    return state;
  };
  const until = async (condition: () => boolean) => {
    for (let waited = 0; !condition() && waited < 10_000; waited += 10) await delay(10);
    expect(condition()).toBe(true);
  };

  it('forwards data both ways', async () => {
    const one = aClient();

    one.client.write('hello');

    await until(() => one.heard === 'hello');
  });

  it('holds back data while it is silent, and delivers it afterwards', async () => {
    const one = aClient();
    one.client.write('before');
    await until(() => one.heard === 'before');

    detour.become('silence');
    const late = aClient();
    one.client.write(' during');
    late.client.write('new');
    await delay(100);
    expect([one.heard, one.closed, late.heard]).toEqual(['before', false, '']);
    detour.become('open');

    await until(() => one.heard === 'before during' && late.heard === 'new');
  });

  it('breaks connections and refuses new ones while it is reset, and lets new ones through afterwards', async () => {
    const one = aClient();
    one.client.write('before');
    await until(() => one.heard === 'before');

    detour.become('reset');
    const refused = aClient();
    await until(() => one.closed && refused.closed);
    detour.become('open');
    const again = aClient();
    again.client.write('again');

    await until(() => again.heard === 'again');
  });
});

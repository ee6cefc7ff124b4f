import { Kafka, logLevel } from 'kafkajs';
import { GroupConsumer } from './group.consumer.ts';

describe('a consumer of a group that has crashed', () => {
  /** Nothing listens at this address, and nothing connects. */
  const kafka = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING });

  it('restarts while it is wanted, but not once the group consumer has stopped', async () => {
    let mayRestart = () => Promise.resolve(false);
    const group = new GroupConsumer({
      create: (ask) => {
        mayRestart = ask;
        return kafka.consumer({ groupId: 'sentinai.test' });
      },
      topics: ['exceptions.ingested'],
      consume: () => Promise.resolve(),
    });

    const before = await mayRestart();
    await group.stop();

    expect(before).toBe(true);
    expect(await mayRestart()).toBe(false);
  });
});

/** What the patch of kafkajs (`patches/`, decision 13) changes besides speed. */
import { createRequire } from 'node:module';
import { jest } from '@jest/globals';

interface RequestQueue {
  maybeThrottle(ms: number): void;
  checkPendingRequests(): void;
  push(request: object): void;
  destroy(): void;
}

const RequestQueueOfKafkajs = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (
  options: object,
) => RequestQueue;

const aRequest = (correlationId: number, sendRequest: () => void) => ({
  entry: { correlationId, resolve: () => undefined, reject: () => undefined },
  expectResponse: false,
  sendRequest,
});

describe('the requests of a connection', () => {
  let queue: RequestQueue;

  beforeEach(() => {
    jest.useFakeTimers();
    const logger = { debug: () => undefined };
    queue = new RequestQueueOfKafkajs({ clientId: 'test', broker: 'test:9092', maxInFlightRequests: null, logger });
  });
  afterEach(() => {
    queue.destroy();
    jest.useRealTimers();
  });

  it('start no timer while none is pending: an idle connection costs nothing', () => {
    queue.checkPendingRequests();

    expect(jest.getTimerCount()).toBe(0);
  });

  it('are sent when the throttling by the broker ends', () => {
    const send = jest.fn();
    queue.maybeThrottle(500);
    queue.push(aRequest(1, send));

    jest.advanceTimersByTime(499);
    expect(send).not.toHaveBeenCalled();

    jest.advanceTimersByTime(2);
    expect(send).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

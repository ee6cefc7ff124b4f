/**
 * A fuzzer based on the OpenAPI document finds no 500 and no response whose status, media type or body fields the document does not
 * allow. `FUZZ_RUNS=2000 FUZZ_SEED=7` sends more and different requests; `npm run fuzz` runs another fuzzer.
 */
import fc from 'fast-check';
import { type FuzzedRequest, requestArbitrary } from '../fuzz/request-arbitrary.ts';
import { AnswerChecker } from '../openapi/answer-checker.ts';
import type { Route } from '../openapi/openapi-document.ts';
import { ApiWorld, DOCUMENT, ROUTES } from './routes/api-world.ts';
import { inputFaults, makerOf } from './routes/route-inputs.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
/** Fixed seed: the same requests each time, so that a failure is reproducible. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_120);
const TIME_LIMIT_MS = Math.max(60_000, RUNS * 200);

describe('requests of every kind', () => {
  const checker = new AnswerChecker(DOCUMENT);
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start();
  });

  afterAll(() => world.stop());

  it('have a valid one to start from, for every route', () => {
    expect(inputFaults(ROUTES)).toEqual([]);
  });

  const routes = ROUTES.map((route): [string, Route] => [route.name, route]);
  it.each(routes)(
    'get an answer that the document allows, and never a 5xx, from %s',
    async (_name, route) => {
      const statuses = new Set<number>();
      const caller = route.operation['x-roles']?.includes('admin') ? 'admin' : 'super_admin';
      const good: FuzzedRequest = await makerOf(route)(world, caller);
      const isAnsweredWell = async (request: FuzzedRequest): Promise<void> => {
        const answer = await world.call(caller, route, request);
        statuses.add(answer.status);
        const faults = answer.status >= 500 ? ['it is a 5xx'] : checker.faults(route, answer);
        if (faults.length > 0) throw new Error(`${answer.status} ${faults.join('; ')}\n${answer.text.slice(0, 1_000)}`);
      };

      await fc.assert(fc.asyncProperty(requestArbitrary(route, good, DOCUMENT), isAnsweredWell), {
        numRuns: RUNS,
        seed: SEED,
        interruptAfterTimeLimit: TIME_LIMIT_MS / 2,
        examples: [[good]],
      });
      // Otherwise every request would have been refused for the same reason.
      expect([...statuses].some((status) => status < 300)).toBe(true);
      expect([...statuses].some((status) => status >= 400)).toBe(true);
    },
    TIME_LIMIT_MS,
  );
});

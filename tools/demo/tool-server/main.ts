/** Runs the demo's tools as a process: `node tools/demo/tool-server/main.ts --port 9400`. Prints its URL once it listens. */
import { parseArgs } from 'node:util';
import { createToolServer } from './tool-server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9400' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string', default: 'demo' },
    'median-latency-ms': { type: 'string', default: '20' },
    'unavailable-share': { type: 'string', default: '0.03' },
    'refused-share': { type: 'string', default: '0.01' },
  },
});

const server = await createToolServer({
  port: Number(values.port),
  host: values.host,
  seed: values.seed,
  medianLatencyMs: Number(values['median-latency-ms']),
  unavailableShare: Number(values['unavailable-share']),
  refusedShare: Number(values['refused-share']),
});
console.log(server.url);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());

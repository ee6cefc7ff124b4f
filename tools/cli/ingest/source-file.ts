/** The file (or standard input) that is read, as chunks of bytes. */
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { CommandError } from '../run-program.ts';

export interface SourceFile {
  chunks: AsyncIterable<Uint8Array>;
  /** Undefined for a stream. */
  sizeBytes?: number;
}

/**
 * @param path `-` for standard input
 * @param signal ends the reading
 * @throws {CommandError} when there is no such file or it cannot be read
 */
export async function openSource(path: string, signal: AbortSignal): Promise<SourceFile> {
  if (path === '-') return { chunks: read(() => process.stdin, 'standard input', signal) };
  const stats = await refusing(path, stat(path));
  if (stats.isDirectory()) throw new CommandError(`${path} is a directory`);
  await refusing(path, access(path, constants.R_OK));
  const chunks = read(() => createReadStream(path), path, signal);
  return { chunks, sizeBytes: stats.isFile() ? stats.size : undefined };
}

async function* read(open: () => Readable, name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(signal, open()) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw signal.aborted ? new CommandError('interrupted') : unreadable(name, error);
  }
}

async function refusing<T>(path: string, check: Promise<T>): Promise<T> {
  try {
    return await check;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(name: string, cause: unknown): CommandError {
  return new CommandError(`${name} cannot be read: ${(cause as Error).message}`, { cause });
}

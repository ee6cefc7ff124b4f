/** The input file (or standard input) as chunks of bytes, readable as often as a format needs. */
import { constants, createReadStream } from 'node:fs';
import { access, mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { CommandError } from '../run-program.ts';

/** Bytes that can be read repeatedly from the beginning. */
export interface ByteSource {
  chunks(): AsyncIterable<Uint8Array>;
}

export interface SourceFile extends ByteSource {
  /** Undefined for a stream. */
  sizeBytes?: number | undefined;
  close(): Promise<void>;
}

export interface SourceOptions {
  /** Aborts reading. */
  signal: AbortSignal;
  /** Whether the source is read more than once; standard input is then copied to a temporary file first. */
  isReread: boolean;
}

/**
 * @param path `-` for standard input
 * @throws {CommandError} when the file does not exist or cannot be read
 */
export async function openSource(path: string, { signal, isReread }: SourceOptions): Promise<SourceFile> {
  if (path === '-') {
    const chunks = () => read(() => process.stdin, 'standard input', signal);
    return isReread ? copyOf(chunks(), signal) : { chunks, close: async () => undefined };
  }
  const stats = await refusing(path, stat(path));
  if (stats.isDirectory()) throw new CommandError(`${path} is a directory`);
  await refusing(path, access(path, constants.R_OK));
  if (isReread && !stats.isFile())
    return copyOf(
      read(() => createReadStream(path), path, signal),
      signal,
    );
  return {
    chunks: () => read(() => createReadStream(path), path, signal),
    sizeBytes: stats.isFile() ? stats.size : undefined,
    close: async () => undefined,
  };
}

/** Copies the input to a private temporary file, which is gone once it is closed. */
async function copyOf(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<SourceFile> {
  const folder = await mkdtemp(join(tmpdir(), 'sentinai-ingest-'));
  const path = join(folder, 'input');
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const file = await open(path, 'wx', 0o600);
    const sizeBytes = await writeAll(file, chunks).finally(() => file.close());
    return { chunks: () => read(() => createReadStream(path), path, signal), sizeBytes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) {
    await file.writeFile(chunk);
    bytes += chunk.length;
  }
  return bytes;
}

async function* read(source: () => Readable, name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(signal, source()) as AsyncIterable<Uint8Array>;
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

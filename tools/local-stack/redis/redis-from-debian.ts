/**
 * Redis without root on Debian and its derivatives: the packages are downloaded and unpacked into the cache folder, not
 * installed. A failure here is not an error: the next source of a Redis is tried.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackSession } from '../stack-session.ts';
import type { RedisProgram } from './redis-program.ts';
import { runs } from './redis-program.ts';

const NOT_POSSIBLE = 'not possible here';

/** On Debian redis-server is a link into redis-tools, which contains the program. */
const PACKAGES = ['redis-server', 'redis-tools'];

/** Returns undefined where there is no apt, no network, or no such package. */
export async function redisFromDebian(session: StackSession, cacheFolder: string): Promise<RedisProgram | undefined> {
  const folder = join(cacheFolder, `redis-debian-${process.arch}`);
  if (!existsSync(folder)) {
    if (!(await succeeds(session, 'apt-get', ['--version']))) return undefined;
    await session.progress.step('Redis from its Debian package', () => unpackInto(folder, session));
  }
  const program = unpackedProgram(folder);
  return runs(program.command, program.env) ? program : undefined;
}

function unpackedProgram(folder: string): RedisProgram {
  const libraryFolders = ['usr/lib', 'lib']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((triplet) => join(path, triplet)));
  return {
    command: join(folder, 'usr', 'bin', 'redis-server'),
    args: [],
    env: { ...process.env, LD_LIBRARY_PATH: libraryFolders.join(':') },
    origin: "unpacked from Debian's package",
  };
}

/** Unpacks the packages. The folder gets its name only when complete, so two checkouts may do this at once. */
async function unpackInto(folder: string, session: StackSession): Promise<string> {
  mkdirSync(join(folder, '..'), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    const unpacked = join(draft, 'unpacked');
    mkdirSync(unpacked);
    if (!(await downloadPackages(session, draft))) return NOT_POSSIBLE;
    for (const archive of readdirSync(draft).filter((file) => file.endsWith('.deb'))) {
      await succeeds(session, 'dpkg', ['-x', join(draft, archive), unpacked]);
    }
    const program = unpackedProgram(unpacked);
    if (!runs(program.command, program.env)) return NOT_POSSIBLE;
    renameSync(unpacked, folder);
  } catch {
    // Another checkout was faster, and its folder is just as good; `redisFromDebian` checks that it exists.
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return 'unpacked';
}

/** Uses the machine's package lists first; if they are missing or outdated, fresh ones in the draft folder. */
async function downloadPackages(session: StackSession, draft: string): Promise<boolean> {
  if (await download(session, draft, [])) return true;
  const lists = [
    '-o',
    `Dir::State=${draft}/state`,
    '-o',
    `Dir::Cache=${draft}/cache`,
    '-o',
    'Dir::State::status=/var/lib/dpkg/status',
  ];
  for (const name of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(draft, name), { recursive: true });
  return (await succeeds(session, 'apt-get', [...lists, 'update'])) && download(session, draft, lists);
}

async function download(session: StackSession, draft: string, options: string[]): Promise<boolean> {
  const depends = await session.processes.attempt({
    name: 'apt-cache',
    command: 'apt-cache',
    args: [...options, 'depends', 'redis-tools'],
    output: 'capture',
  });
  if (!depends.ok) return false;
  const packages = [...PACKAGES, ...librariesIn(depends.output)];
  return succeeds(session, 'apt-get', [...options, 'download', ...packages], draft);
}

/**
 * Returns the libraries that `apt-cache depends` names, except the C library: the machine's own fits programs of its release.
 * @param output lines like `  Depends: liblzf1`
 */
export function librariesIn(output: string): string[] {
  const names = [...output.matchAll(/^\s*Depends: (lib[^\s<>]+)$/gm)].map(([, name]) => name ?? '');
  return names.filter((name) => name !== 'libc6');
}

async function succeeds(session: StackSession, command: string, args: string[], cwd?: string): Promise<boolean> {
  return (await session.processes.attempt({ name: command, command, args, cwd, output: 'capture' })).ok;
}

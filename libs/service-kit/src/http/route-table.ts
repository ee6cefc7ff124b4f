/** The methods of each path, so that a wrong method is a 405 naming the right ones instead of a 404. */
import type { FastifyInstance } from 'fastify';

interface Entry {
  method: string;
  segments: string[];
}

export class RouteTable {
  private readonly entries: Entry[] = [];

  /** Records every route added to the server from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.add(each, url);
    });
  }

  add(method: string, template: string): void {
    this.entries.push({ method, segments: template.split('/') });
  }

  /** Returns the methods of the routes at a path, sorted. Parameters match any non-empty segment, `*` any rest. */
  methodsOf(path: string): string[] {
    const segments = path.split('/');
    const matching = this.entries.filter((entry) => matches(entry.segments, segments));
    return [...new Set(matching.map(({ method }) => method))].sort();
  }
}

function matches(template: string[], path: string[]): boolean {
  const wildcard = template.indexOf('*');
  if (wildcard < 0 && template.length !== path.length) return false;
  const fixed = wildcard < 0 ? template : template.slice(0, wildcard);
  return fixed.every((part, at) => (part.startsWith(':') ? path[at] !== '' : part === path[at]));
}

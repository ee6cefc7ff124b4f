import { describe, expect, it } from '@jest/globals';
import { librariesIn } from './redis-from-debian.ts';

describe('librariesIn', () => {
  it('names the libraries a package depends on, without the C library', () => {
    const output =
      'redis-tools\n  Depends: adduser\n  Depends: libatomic1\n  Depends: libc6\n  Depends: liblzf1\n  Suggests: ruby-redis\n';

    expect(librariesIn(output)).toEqual(['libatomic1', 'liblzf1']);
  });

  it('leaves virtual packages out, which cannot be downloaded', () => {
    expect(librariesIn('  Depends: <libfoo-abi>\n')).toEqual([]);
  });
});

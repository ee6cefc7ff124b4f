import { describe, expect, it } from '@jest/globals';
import { javaMajorVersion } from './java.ts';

describe('javaMajorVersion', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "25" 2025-09-16', 25],
    ['java version "1.8.0_392"', 8],
  ])('reads %s as %d', (output, major) => {
    expect(javaMajorVersion(output)).toBe(major);
  });

  it('is NaN when there is no version', () => {
    expect(javaMajorVersion('The operation could not be completed.')).toBeNaN();
  });
});

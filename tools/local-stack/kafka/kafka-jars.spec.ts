import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Jar } from './kafka-jars.ts';
import { isGenuine } from './kafka-jars.ts';

const content = Buffer.from('bytes of a jar');
const sha256 = createHash('sha256').update(content).digest('hex');

describe('isGenuine', () => {
  it('accepts what has the size and the checksum of the list', () => {
    expect(isGenuine(content, { bytes: content.length, sha256 })).toBe(true);
  });

  it('refuses a download that was cut off', () => {
    expect(isGenuine(content.subarray(1), { bytes: content.length, sha256 })).toBe(false);
  });

  it('refuses other bytes of the same size', () => {
    expect(isGenuine(Buffer.alloc(content.length), { bytes: content.length, sha256 })).toBe(false);
  });
});

describe('kafka-jars.json', () => {
  const { jars, kafkaVersion } = JSON.parse(readFileSync(join(import.meta.dirname, 'kafka-jars.json'), 'utf8')) as {
    kafkaVersion: string;
    jars: Jar[];
  };

  it('has the broker of its version', () => {
    expect(jars.map(({ file }) => file)).toContain(`kafka_2.13-${kafkaVersion}.jar`);
  });

  it('has no two jars of one file name, since they share a folder', () => {
    expect(new Set(jars.map(({ file }) => file)).size).toBe(jars.length);
  });
});

/** Parses the text of an environment variable, or says in words why it is invalid. */
import { readFileSync } from 'node:fs';
import type { SettingKeywords } from './setting.ts';

export type Parsed = { value: unknown } | { fault: string };

/** Parses `text` by the setting's kind. The schema checks bounds and patterns afterwards. */
export function parseSetting(text: string, { kind, schemes = [], pem = false }: SettingKeywords): Parsed {
  switch (kind) {
    case 'text':
      return { value: text };
    case 'integer':
      return parseInteger(text);
    case 'boolean':
      return parseBoolean(text);
    case 'list':
      return { value: words(text) };
    case 'duration':
      return parseDuration(text);
    case 'url':
      return parseUrl(text, schemes);
    case 'ratio':
      return parseRatio(text);
    case 'file':
      return parseFile(text, pem);
  }
}

function parseInteger(text: string): Parsed {
  return /^[+-]?\d+$/.test(text) ? { value: Number(text) } : { fault: 'is not a whole number' };
}

function parseRatio(text: string): Parsed {
  return /^\d*\.?\d+$/.test(text) ? { value: Number(text) } : { fault: 'is not a number such as 0.01' };
}

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];

function parseBoolean(text: string): Parsed {
  const word = text.toLowerCase();
  if (TRUE.includes(word)) return { value: true };
  if (FALSE.includes(word)) return { value: false };
  return { fault: 'is neither true nor false' };
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function parseDuration(text: string): Parsed {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text);
  if (!match) return { fault: 'is not a duration such as 500ms, 30s, 5m, 48h or 7d' };
  const unit = (match[2] ?? 'ms') as keyof typeof MILLISECONDS;
  return { value: Math.round(Number(match[1]) * MILLISECONDS[unit]) };
}

function parseUrl(text: string, schemes: readonly string[]): Parsed {
  const scheme = URL.parse(text)?.protocol.slice(0, -1);
  if (scheme === undefined) return { fault: 'is not an absolute URL' };
  if (!schemes.includes(scheme)) return { fault: `must start with ${schemes.map((s) => `${s}://`).join(' or ')}` };
  return { value: text };
}

function parseFile(path: string, pem: boolean): Parsed {
  try {
    const isPem = readFileSync(path, 'utf8').includes('-----BEGIN ');
    return pem && !isPem ? { fault: 'is not a PEM file' } : { value: path };
  } catch (error) {
    return { fault: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no file'})` };
  }
}

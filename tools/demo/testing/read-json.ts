import { readFileSync } from 'node:fs';

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The one check of UUIDs (RFC 9562): ids in paths, cursors and events. */
import type { UUID } from 'node:crypto';
import { validate } from 'uuid';

export const isUuid = (value: unknown): value is UUID => validate(value);

/** Limits of this app's HTTP server: packs are the largest bodies. */
import type { HttpOptions } from '@sentinai/service-kit';

export const PACK_LIMITS = { bodyLimit: 5 * 1024 * 1024 } as const satisfies HttpOptions;

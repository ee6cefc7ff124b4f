/** The available time windows, and the span of measurements that each covers. Pure. */
import type { MeasurementSpan } from '@sentinai/persistence';

export const WINDOWS = ['5m', '1h', '24h'] as const;
export type Window = (typeof WINDOWS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const SPANS: Record<Window, { resolution: MeasurementSpan['resolution']; unitMs: number; units: number }> = {
  '5m': { resolution: 'minute', unitMs: MINUTE_MS, units: 5 },
  '1h': { resolution: 'minute', unitMs: MINUTE_MS, units: 60 },
  '24h': { resolution: 'hour', unitMs: HOUR_MS, units: 24 },
};

/** Returns the span of a window up to now, extended to start at a whole minute or hour. */
export function spanOf(window: Window, now: Date): MeasurementSpan {
  const { resolution, unitMs, units } = SPANS[window];
  return { resolution, from: new Date((Math.floor(now.getTime() / unitMs) - units) * unitMs) };
}

/** Durations as packs write them: minutes, or a number with a unit. */

const MINUTES_PER_UNIT: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10_080 };
const WITH_UNIT = /^(\d{1,9}(?:\.\d{1,6})?) ?(s|m|h|d|w)(?:(?:ec|in|ou|a|ee)[a-z]{0,6})?$/i;
const BARE_NUMBER = /^\d{1,9}(?:\.\d{1,6})?$/;

/**
 * Returns the minutes of `90`, `"90"`, `"30m"`, `"48h"`, `"2 days"`; null for anything else, including negative
 * numbers. A bare number means minutes.
 */
export function parseMinutes(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (BARE_NUMBER.test(text)) return Number(text);
  const [, amount, unit] = WITH_UNIT.exec(text) ?? [];
  const factor = unit && MINUTES_PER_UNIT[unit.toLowerCase()];
  return amount && factor ? Number(amount) * factor : null;
}

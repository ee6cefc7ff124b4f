/** Distinguishes the kinds of JSON values; an `ExactNumber` is a number, although JavaScript calls it an object. */
import type { JsonObject } from '../vocabulary.ts';
import { ExactNumber } from './exact-number.ts';

/** Whether a parsed JSON value is an object: neither an array nor an exact number. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** Whether a parsed JSON value is an object or an array. */
export const isJsonContainer = (value: unknown): value is JsonObject | unknown[] =>
  typeof value === 'object' && value !== null && !(value instanceof ExactNumber);

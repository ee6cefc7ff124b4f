/** Limits of one request. A request beyond a limit is refused with a problem that names the limit. */
export const INGESTION_LIMITS = {
  /** Bytes of a JSON body. */
  bodyBytes: 8 * 1024 * 1024,
  /** Bytes of one item's serialized raw payload. An NDJSON line may have 64 KiB more. */
  payloadBytes: 1024 * 1024,
  /** Items of a JSON array. */
  batchItems: 1_000,
  /** Lines of an NDJSON stream. */
  streamItems: 10_000,
  /** Bytes of an NDJSON stream. */
  streamBytes: 64 * 1024 * 1024,
  /** Items of a stream that share a transaction. */
  streamChunk: 500,
} as const;

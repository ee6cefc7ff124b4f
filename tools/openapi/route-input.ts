/** Input for calling a route. */
export interface RouteInput {
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | readonly string[]>>;
  headers?: Readonly<Record<string, string>>;
  /** Body, sent as JSON. */
  body?: unknown;
}

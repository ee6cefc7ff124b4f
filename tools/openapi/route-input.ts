/** What a route is called with. */
export interface RouteInput {
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | readonly string[]>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
}

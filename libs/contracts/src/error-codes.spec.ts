import { STATUS_CODES } from 'node:http';
import { ERROR_CODES } from './error-codes.ts';

describe.each(Object.entries(ERROR_CODES))('error code %s', (code, { status, title }) => {
  it('is snake case, with an HTTP error status and a title', () => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(Object.keys(STATUS_CODES)).toContain(String(status));
    expect(title).toMatch(/^[A-Z].*[^.]$/);
  });
});

/** Ids of outbound events: UUIDv5 (RFC 9562) derived from their cause. Deciding again gives the same ids. */
import { hash } from 'node:crypto';

/**
 * @param causeId UUID of the decision's cause: the namespace
 * @param name distinguishes the event from others of the same cause
 */
export function outboundEventId(causeId: string, name: string): string {
  const named = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  named.write(causeId.replaceAll('-', ''), 0, 'hex');
  named.write(name, 16);
  const digest = hash('sha1', named, 'hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

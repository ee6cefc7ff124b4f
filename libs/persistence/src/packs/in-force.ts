/** Merges the versions in force of a pack and of a tenant, by name: the tenant's own replaces the pack's. Pure. */

export interface InForce<T> {
  own: T[];
  /** The pack's versions, without those replaced by one of the tenant's own. */
  ofPack: T[];
}

/** @param ids of the pack's versions in its activation, and of the tenant's own */
export function inForce<T extends { name: string }>(
  versions: readonly T[],
  idOf: (version: T) => number,
  ids: { ofPack: readonly number[]; own: readonly number[] },
): InForce<T> {
  const own = versions.filter((version) => ids.own.includes(idOf(version)));
  const replaced = new Set(own.map(({ name }) => name));
  return { own, ofPack: versions.filter((one) => ids.ofPack.includes(idOf(one)) && !replaced.has(one.name)) };
}

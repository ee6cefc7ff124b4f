/** Versions in force, from a pack and from the tenant itself. A tenant's own version overrides the pack's of the same name. Pure. */

export interface InForce<T> {
  own: T[];
  /** Versions of the pack, without those that the tenant's own override. */
  ofPack: T[];
}

/** @param ids ids of the activation's versions: the pack's, and the tenant's own */
export function inForce<T extends { name: string }>(
  versions: readonly T[],
  idOf: (version: T) => number,
  ids: { ofPack: readonly number[]; own: readonly number[] },
): InForce<T> {
  const own = versions.filter((version) => ids.own.includes(idOf(version)));
  const replaced = new Set(own.map(({ name }) => name));
  return { own, ofPack: versions.filter((one) => ids.ofPack.includes(idOf(one)) && !replaced.has(one.name)) };
}

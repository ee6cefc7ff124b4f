/** What is in force of a pack's versions and a tenant's own, by name: the own one takes the place of the pack's. Pure. */

export interface InForce<T> {
  own: T[];
  /** Those whose place one of the tenant's own has taken are not among them. */
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

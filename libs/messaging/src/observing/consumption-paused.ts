/** An observer's batch cannot begin while its tables are rebuilt. Nothing is wrong: pass the same records again later. */
export class ConsumptionPaused extends Error {
  override readonly name = 'ConsumptionPaused';

  constructor(observer: string) {
    super(`${observer} is being rebuilt`);
  }
}

/** How long to wait before the same records are passed again. */
export const LOOK_AGAIN_MS = 500;

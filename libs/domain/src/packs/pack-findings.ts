/** Findings of a pack's checks: faults, which stop an import, and warnings, which do not. */
import type { Path } from './pack-path.ts';

/** A finding with its place in the canonical document; an import maps it back to the original one. */
export interface Finding {
  path: Path;
  message: string;
}

export class PackFindings {
  readonly faults: Finding[] = [];
  readonly warnings: Finding[] = [];

  fault(path: Path, message: string): void {
    this.faults.push({ path, message });
  }

  warn(path: Path, message: string): void {
    this.warnings.push({ path, message });
  }

  /** Records what `check` throws as a fault; returns its result, or null. */
  attempt<T>(path: Path, check: () => T): T | null {
    try {
      return check();
    } catch (error) {
      this.fault(path, error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}

/** Plain-text tables, never coloured, whatever the output is. */
import Table from 'cli-table3';

export interface TableStyle {
  /** Omit the lines between rows. */
  compact?: boolean;
}

export const plainTable = (head: readonly string[], { compact = false }: TableStyle = {}): Table.Table =>
  new Table({ head: [...head], style: { head: [], border: [], compact } });

/** Tables for people, in plain text: no colours, whatever the output goes to. */
import Table from 'cli-table3';

export interface TableStyle {
  /** Lines between rows are left out. */
  compact?: boolean;
}

export const plainTable = (head: readonly string[], { compact = false }: TableStyle = {}): Table.Table =>
  new Table({ head: [...head], style: { head: [], border: [], compact } });

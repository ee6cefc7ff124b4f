/**
 * Template of an exception from the demo's scenarios, for repeated sending. It is serialized once and cut at its id and its
 * times, so that an item costs the load generator only a few string concatenations. Pure.
 */
import type { IngestItem } from '../../cli/ingest/source-row.ts';

export interface ItemTemplate {
  /** Demo tenant whose packs it was written for: `FINANCE_DEMO`. */
  readonly kind: string;
  /** The items of one exception, in order: one, or several states of an incident. */
  readonly parts: readonly TemplatePart[];
}

/** Texts around the id and the times: `texts[0] id texts[1] time texts[2] …`. */
interface TemplatePart {
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

type Slot = 'id' | 'occurred_at' | 'source_updated_at';

const MARKS: Readonly<Record<Slot, string>> = {
  id: '@bench-id@',
  occurred_at: '@bench-occurred@',
  source_updated_at: '@bench-updated@',
};
const ANY_MARK = /@bench-(?:id|occurred|updated)@/;
const EVERY_MARK = /@bench-(?:id|occurred|updated)@/g;
const SLOT_OF_MARK = new Map(Object.entries(MARKS).map(([slot, mark]) => [mark, slot as Slot]));

/** @param items the states of one exception, in order */
export function itemTemplate(kind: string, items: readonly IngestItem[]): ItemTemplate {
  return { kind, parts: items.map(templatePart) };
}

function templatePart(item: IngestItem): TemplatePart {
  const text = JSON.stringify({
    ...item,
    exception_id: MARKS.id,
    occurred_at: MARKS.occurred_at,
    ...(item.source_updated_at !== undefined && { source_updated_at: MARKS.source_updated_at }),
  });
  const slots = [...text.matchAll(EVERY_MARK)].map(([mark]) => SLOT_OF_MARK.get(mark) ?? 'id');
  return { texts: text.split(ANY_MARK), slots };
}

/**
 * Renders the items of one exception as JSON texts. Each later state is one millisecond newer than the previous one.
 * @param at time of occurrence, which is also the source's time
 */
export function renderItems({ parts }: ItemTemplate, exceptionId: string, at: Date): string[] {
  return parts.map(({ texts, slots }, state) => {
    const values: Record<Slot, string> = {
      id: exceptionId,
      occurred_at: at.toISOString(),
      source_updated_at: new Date(at.getTime() + state).toISOString(),
    };
    let text = texts[0] ?? '';
    for (const [index, slot] of slots.entries()) text += values[slot] + (texts[index + 1] ?? '');
    return text;
  });
}

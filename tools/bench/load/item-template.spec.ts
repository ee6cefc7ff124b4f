import { describe, expect, it } from '@jest/globals';
import { itemTemplate, renderItems } from './item-template.ts';

const AT = new Date('2026-11-20T12:00:00.000Z');

describe('renderItems', () => {
  it('changes the id and the time, and nothing else', () => {
    const item = { exception_id: 'FIN-1', source_system: 'Recon', occurred_at: 'x', raw_payload: { amount: 7 } };

    const [text = ''] = renderItems(itemTemplate('FINANCE_DEMO', [item]), 'L-9', AT);

    expect(JSON.parse(text)).toEqual({ ...item, exception_id: 'L-9', occurred_at: AT.toISOString() });
  });

  it('renders the states of an incident one after another', () => {
    const state = (name: string) => ({ source_system: 'S', source_updated_at: 'x', raw_payload: { state: name } });

    const texts = renderItems(itemTemplate('ITSM_DEMO', [state('New'), state('Resolved')]), 'L-9', AT);

    expect(texts.map((text) => JSON.parse(text))).toMatchObject([
      { exception_id: 'L-9', source_updated_at: '2026-11-20T12:00:00.000Z', raw_payload: { state: 'New' } },
      { exception_id: 'L-9', source_updated_at: '2026-11-20T12:00:00.001Z', raw_payload: { state: 'Resolved' } },
    ]);
  });
});

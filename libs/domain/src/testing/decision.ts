/** Inspects decisions in specs: every event in them must be one that the runtime would store. */
import { type JsonObject, findEvent } from '@sentinai/contracts';
import type { CaseFile, Decision, EventToEmit, ExceptionPatch } from '../case/case-file.ts';
import { aCaseFile } from './case-file.builder.ts';

export interface Decided {
  patch: ExceptionPatch;
  events: readonly EventToEmit[];
  /** Types of the events, in order. */
  types: string[];
  /** Data of the first event of the type. @throws when there is none */
  data: (type: string) => JsonObject;
}

/**
 * Returns a decision in a form that specs can inspect.
 * @throws when one of its events does not fit its contract
 */
export function decided({ patch = {}, events }: Decision): Decided {
  for (const { type, data } of events) {
    const faults = findEvent(type)?.faults(data) ?? [{ path: '/', message: 'no event has this type' }];
    if (faults.length > 0) throw new Error(`${type}: ${JSON.stringify(faults)}`);
  }
  const types = events.map(({ type }) => type);
  return {
    patch,
    events,
    types,
    data: (type) => {
      const found = events.find((event) => event.type === type);
      if (!found) throw new Error(`No ${type} among ${types.join(', ') || 'no events'}`);
      return found.data;
    },
  };
}

/** Returns the case file as the next event finds it. */
export const after = (file: CaseFile, { patch }: Pick<Decision, 'patch'>, now = file.now): CaseFile =>
  aCaseFile({ exception: { ...file.exception, ...patch }, config: file.config, now });

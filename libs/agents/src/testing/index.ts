/** `@sentinai/agents/testing`: cases that the specs of several projects bring into a certain state. */
export { Run, SOURCE_OF_RECORD, aRun, idOfEvent } from './a-run.ts';

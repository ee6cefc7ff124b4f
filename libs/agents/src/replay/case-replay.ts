/**
 * Decides the history of one exception again: its agents get the recorded inputs and the recorded times, and no store, no producer and no
 * tool is in their reach. What they emit is compared with what the log has.
 */
import { type PipelineWorker, ToolExecutionRequested, parseStoredJson } from '@sentinai/contracts';
import type { Decision, DomainConfig, ExceptionRecord, Playbook } from '@sentinai/domain';
import {
  type Applied,
  type Matter,
  type StoredEvent,
  applyDecision,
  applyTick,
  caseFileOf,
  consumers,
} from '@sentinai/messaging/agent';
import { IntakeAgent } from '../intake/intake.agent.ts';
import { ToolAgent } from '../tool/tool.agent.ts';
import { PURE_AGENTS } from './pure-agents.ts';
import { type Consumption, type RecordedStep, envelopeOf, silentConsumptions, stepsOf } from './recorded-events.ts';
import { NO_EXECUTION_LOG, RecordedTools } from './recorded-tools.ts';
import { Parted, type ReplayDifference, refuseDifference } from './replay-difference.ts';

/** What a replay reads besides the log: the packs by which it decides. */
export interface ReplayWorld {
  config: DomainConfig;
  /** Playbook versions that the packs no longer have, by id. */
  playbooks: ReadonlyMap<number, Playbook>;
}

const intake = new IntakeAgent();

/**
 * Replays one exception.
 * @param log all its events, in order of sequence, from the first; nothing of it is in flight, except calls of tools
 * @returns null when the agents decide the same again
 */
export async function replayCase(log: readonly StoredEvent[], world: ReplayWorld): Promise<ReplayDifference | null> {
  const replay = new CaseReplay(log, world);
  return replay.run();
}

class CaseReplay {
  private record: ExceptionRecord | undefined;
  private now = new Date(0);
  private readonly tools: RecordedTools;
  private readonly toolAgent: ToolAgent;
  /** What was consumed without an event, and is not decided yet. */
  private silent: readonly Consumption[];
  private readonly steps: readonly RecordedStep[];

  constructor(
    log: readonly StoredEvent[],
    private readonly world: ReplayWorld,
  ) {
    this.tools = new RecordedTools(log);
    this.toolAgent = new ToolAgent(this.tools, NO_EXECUTION_LOG);
    this.steps = stepsOf(log);
    this.silent = silentConsumptions(log, this.steps).filter(({ event }) => !this.isOpenCall(event));
  }

  async run(): Promise<ReplayDifference | null> {
    try {
      for (const step of this.steps) {
        await this.take(step);
        await this.decideSilent();
      }
      this.refuseUnsaid();
      return null;
    } catch (error) {
      if (error instanceof Parted) return error.difference;
      throw error;
    }
  }

  private async take(step: RecordedStep): Promise<void> {
    const [first] = step.events as [StoredEvent];
    this.now = first.createdAt;
    if (step.kind === 'input') return this.place(step.events[0]);
    const applied = await this.decided(first, () =>
      step.kind === 'tick' ? applyTick(step.clock, this.case(), this.now) : this.decide(step.cause, step.agent),
    );
    refuseDifference(step.events, applied.events);
    this.record = applied.record;
  }

  /** Takes an event that no agent decided as it is. The first one opens the case. */
  private place(event: StoredEvent): void {
    this.record ??= intake.open(envelopeOf(event) as Parameters<IntakeAgent['open']>[0]);
    const eventsInFlight = this.record.eventsInFlight + consumers(event.eventType);
    this.record = { ...this.record, eventCount: event.sequence, eventsInFlight };
  }

  private async decided(at: StoredEvent, decide: () => Applied | Promise<Applied>): Promise<Applied> {
    try {
      return await decide();
    } catch (error) {
      throw new Parted(at, undefined, error);
    }
  }

  private async decide(cause: StoredEvent, agent: PipelineWorker): Promise<Applied> {
    const event = envelopeOf(cause);
    const exception = this.case();
    const matter: Matter = {
      event,
      file: caseFileOf(exception, { ...this.world, now: this.now }),
      attempt: 1,
      isLastAttempt: true,
    };
    const decision = await this.decisionOf(matter, agent);
    const { id, correlationId } = event;
    return applyDecision(
      exception,
      decision,
      { id, correlationId, isEvent: true },
      { source: `/sentinai/${agent}`, actor: { type: 'agent', id: agent }, now: this.now },
    );
  }

  private async decisionOf(matter: Matter, name: PipelineWorker): Promise<Decision> {
    if (name !== 'tool') return PURE_AGENTS[name].decide(matter.event, matter.file);
    return this.toolAgent.conclude(matter, await this.toolAgent.execute(matter));
  }

  /** Decides what was consumed without an event. When exactly is not in the log: each is tried after every step until it emits nothing. */
  private async decideSilent(): Promise<void> {
    const left: Consumption[] = [];
    for (const consumption of this.silent) if (!(await this.isSilent(consumption))) left.push(consumption);
    this.silent = left;
  }

  private async isSilent({ event, agent }: Consumption): Promise<boolean> {
    if (event.sequence > this.case().eventCount) return false;
    // Tried too early, it may emit something, or fail.
    const applied = await this.decide(event, agent).catch(() => null);
    if (applied === null || applied.events.length > 0) return false;
    this.record = applied.record;
    return true;
  }

  private refuseUnsaid(): void {
    const [first] = this.silent;
    if (!first) return;
    const { event, agent } = first;
    throw new Parted(
      event,
      undefined,
      new Error(`${agent} emits something about this event, or fails; in the log, it does neither`),
    );
  }

  /** Whether this asks for a call of which the log has no outcome: it was cancelled, or is under way. Nobody knows what would follow. */
  private isOpenCall({ eventType, payloadJson }: StoredEvent): boolean {
    if (eventType !== ToolExecutionRequested.type) return false;
    return !this.tools.has((parseStoredJson(payloadJson) as ToolExecutionRequested).execution_id);
  }

  private case(): ExceptionRecord {
    if (this.record) return this.record;
    throw new Error('The log does not begin with the event that opens the case');
  }
}

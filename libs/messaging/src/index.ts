/** Events over Kafka: the batch runtime that agents run under, the outbox relay, the topics. */
export * from './agent/agent.ts';
export * from './errors.ts';
export * from './kafka/event.codec.ts';
export * from './kafka/event.producer.ts';
export * from './kafka/kafka.module.ts';
export * from './kafka/kafka.options.ts';
export * from './kafka/kafka.settings.ts';
export * from './kafka/lag.monitor.ts';
export * from './kafka/pipeline-lag.ts';
export * from './kafka/topics.ts';
export * from './outbox/command.recorder.ts';
export * from './outbox/outbox.module.ts';
export * from './outbox/outbox.relay.ts';
export * from './runtime/case-ledger.ts';
export * from './worker/agent.transport.ts';
export * from './worker/run-worker.ts';
export * from './worker/worker.module.ts';

/**
 * Every Kafka topic. Events of one exception share the key `tenant_id:exception_id`, so Kafka keeps their order;
 * events about a tenant have the key `tenant_id`.
 * Side topics (audit, usage, revenue, …) belong to the services that produce them.
 */
export const TOPICS = [
  'exceptions.ingested',
  'exceptions.normalized',
  'exceptions.commanded',
  'exceptions.changed',
  'triage.completed',
  'policy.evaluated',
  'playbooks.matched',
  'playbooks.progressed',
  'playbooks.commanded',
  'notifications.requested',
  'tools.requested',
  'tools.completed',
  'exceptions.resolved',
  'feedback.captured',
  'sla.imminent',
  'sla.expired',
  'control.retry',
  'control.dlq',
  'control.backpressure',
  'config.changes',
  'audit.recorded',
  'alerts.raised',
  'usage.recorded',
  'revenue.received',
  'anomalies.detected',
] as const;

export type Topic = (typeof TOPICS)[number];

/** Metrics of admission control. */
import { Injectable } from '@nestjs/common';
import type { BackpressureDetected } from '@sentinai/contracts';
import { Metrics } from '@sentinai/service-kit';
import { BacklogMonitor } from './backlog.monitor.ts';
import { SharedAdmission } from './shared-admission.ts';

@Injectable()
export class AdmissionMetrics {
  private readonly items;

  constructor(metrics: Metrics, monitor: BacklogMonitor, shared: SharedAdmission) {
    this.items = metrics.counter({
      name: 'sentinai_admission_items_total',
      help: 'Items admitted or refused, by reason.',
      labelNames: ['result'],
    });
    metrics.gauge({
      name: 'sentinai_backlog_events',
      help: 'Events waiting in the pipeline, as last measured by this copy.',
      collect() {
        this.set(monitor.backlog.events);
      },
    });
    metrics.gauge({
      name: 'sentinai_admission_local',
      help: '1 while Redis is unreachable and each copy applies the limits by itself.',
      collect() {
        this.set(shared.trouble ? 1 : 0);
      },
    });
  }

  count(result: 'admitted' | BackpressureDetected['cause'], items: number): void {
    this.items.inc({ result }, items);
  }
}

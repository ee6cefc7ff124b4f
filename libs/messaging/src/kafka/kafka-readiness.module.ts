/**
 * Makes Kafka a condition of readiness, for a service that cannot work without it and consumes nothing. A worker reports
 * its lag under the same name. The APIs do without: their events wait in the outbox while Kafka is down.
 */
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '@sentinai/service-kit';
import type { Admin } from 'kafkajs';
import { KAFKA_ADMIN, KafkaModule } from './kafka.module.ts';

@Module({ imports: [KafkaModule] })
export class KafkaReadinessModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    @Inject(KAFKA_ADMIN) private readonly admin: Admin,
  ) {}

  onModuleInit(): void {
    this.health.register('kafka', async () => {
      await this.admin.describeCluster();
    });
  }
}

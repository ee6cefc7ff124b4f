/** The outbox of a service that stores events outside the batch runtime: `imports: [OutboxModule.for('intake')]`. */
import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxRepository, PersistenceModule, TenantRepository, TenantTransactions } from '@sentinai/persistence';
import { EventProducer } from '../kafka/event.producer.ts';
import { KafkaModule } from '../kafka/kafka.module.ts';
import { OutboxRelay } from './outbox.relay.ts';

@Module({})
export class OutboxModule {
  /** @param producer names the service's rows: each relay publishes those of its own service */
  static for(producer: string): DynamicModule {
    return {
      module: OutboxModule,
      imports: [PersistenceModule, KafkaModule],
      providers: [
        { provide: OutboxRepository, useFactory: () => new OutboxRepository(producer) },
        {
          provide: OutboxRelay,
          inject: [OutboxRepository, TenantRepository, TenantTransactions, EventProducer],
          useFactory: (
            outbox: OutboxRepository,
            tenants: TenantRepository,
            transactions: TenantTransactions,
            events: EventProducer,
          ) => new OutboxRelay({ outbox, tenants, transactions, producer: events }),
        },
      ],
      exports: [OutboxRepository, OutboxRelay],
    };
  }
}

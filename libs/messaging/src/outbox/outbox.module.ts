/** The outbox of a service that stores events outside the batch runtime: `imports: [OutboxModule.for('intake')]`. */
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import {
  ActivationHistoryRepository,
  AuditRecordRepository,
  EventLogRepository,
  ExceptionRepository,
  OutboxRepository,
  PersistenceModule,
  RedactorStore,
  TenantRequests,
  TenantTransactions,
} from '@sentinai/persistence';
import { EventProducer } from '../kafka/event.producer.ts';
import { KafkaModule } from '../kafka/kafka.module.ts';
import { AuditRecorder } from './audit.recorder.ts';
import { CommandRecorder } from './command.recorder.ts';
import { ConfigChangeRecorder } from './config-change.recorder.ts';
import { ExceptionClock } from './exception-clock.ts';
import { OutboxRelay } from './outbox.relay.ts';
import { PackChangeRecorder } from './pack-change.recorder.ts';

type ClockParts = [TenantTransactions, ExceptionRepository, EventLogRepository, OutboxRepository, OutboxRelay];
type RecorderParts = [
  TenantRequests,
  ExceptionRepository,
  EventLogRepository,
  OutboxRepository,
  RedactorStore,
  AuditRecorder,
  OutboxRelay,
];

@Module({})
export class OutboxModule {
  /** @param producer name in the service's outbox rows: each relay publishes only its own service's */
  static for(producer: string): DynamicModule {
    return {
      module: OutboxModule,
      imports: [PersistenceModule, KafkaModule],
      providers: [
        { provide: OutboxRepository, useFactory: () => new OutboxRepository(producer) },
        {
          provide: OutboxRelay,
          inject: [OutboxRepository, TenantTransactions, EventProducer],
          useFactory: (outbox: OutboxRepository, transactions: TenantTransactions, producer: EventProducer) =>
            new OutboxRelay({ outbox, transactions, producer }),
        },
        ...recorders(`/sentinai/${producer}`),
      ],
      exports: [
        OutboxRepository,
        OutboxRelay,
        AuditRecorder,
        ConfigChangeRecorder,
        PackChangeRecorder,
        CommandRecorder,
        ExceptionClock,
      ],
    };
  }
}

/** Providers that write to the outbox. @param source CloudEvents source */
const recorders = (source: string): Provider[] => [
  {
    provide: AuditRecorder,
    inject: [AuditRecordRepository, OutboxRepository],
    useFactory: (records: AuditRecordRepository, outbox: OutboxRepository) =>
      new AuditRecorder({ source, records, outbox }),
  },
  {
    provide: ConfigChangeRecorder,
    inject: [AuditRecorder, OutboxRepository, OutboxRelay],
    useFactory: (audit: AuditRecorder, outbox: OutboxRepository, relay: OutboxRelay) =>
      new ConfigChangeRecorder({ source, audit, outbox, relay }),
  },
  {
    provide: PackChangeRecorder,
    inject: [ConfigChangeRecorder, AuditRecorder, ActivationHistoryRepository],
    useFactory: (changes: ConfigChangeRecorder, audit: AuditRecorder, history: ActivationHistoryRepository) =>
      new PackChangeRecorder({ changes, audit, history }),
  },
  {
    provide: CommandRecorder,
    inject: [
      TenantRequests,
      ExceptionRepository,
      EventLogRepository,
      OutboxRepository,
      RedactorStore,
      AuditRecorder,
      OutboxRelay,
    ],
    useFactory: (...[requests, exceptions, events, outbox, redactors, audit, relay]: RecorderParts) =>
      new CommandRecorder({ source, requests, exceptions, events, outbox, redactors, audit, relay }),
  },
  {
    provide: ExceptionClock,
    inject: [TenantTransactions, ExceptionRepository, EventLogRepository, OutboxRepository, OutboxRelay],
    useFactory: (...[transactions, exceptions, events, outbox, relay]: ClockParts) =>
      new ExceptionClock({ transactions, exceptions, events, outbox, relay }),
  },
];

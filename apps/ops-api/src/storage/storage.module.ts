/** The outbox, and what records commands and other acts of people, for all features. */
import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';

/** One outbox, and so one relay, for all features. */
const outbox = OutboxModule.for('ops-api');

@Module({ imports: [outbox], exports: [outbox] })
export class StorageModule {}

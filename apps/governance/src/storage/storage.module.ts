/** The database, and the one outbox of all features. */
import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { PersistenceModule } from '@sentinai/persistence';

/** One outbox has one relay. */
const outbox = OutboxModule.for('governance');

@Module({
  imports: [PersistenceModule, outbox],
  exports: [PersistenceModule, outbox],
})
export class StorageModule {}

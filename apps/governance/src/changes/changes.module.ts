/** Database access and change events for all features. */
import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { PersistenceModule } from '@sentinai/persistence';

/** One outbox, and so one relay, for all features. */
const outbox = OutboxModule.for('governance');

@Module({
  imports: [PersistenceModule, outbox],
  exports: [PersistenceModule, outbox],
})
export class ChangesModule {}

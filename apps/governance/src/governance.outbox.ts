/** The one outbox of this service: its features import it, so that one relay publishes for all of them. */
import { OutboxModule } from '@sentinai/messaging';

export const GovernanceOutbox = OutboxModule.for('governance');

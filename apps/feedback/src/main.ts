import { runWorker } from '@sentinai/messaging';
import { feedbackConfig } from './feedback.config.ts';
import { FeedbackModule } from './feedback.module.ts';

await runWorker({ name: 'feedback', config: feedbackConfig, module: FeedbackModule });

import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const feedbackConfig = defineConfig({ httpPort: httpPort(9006), ...databaseSettings, ...workerSettings });

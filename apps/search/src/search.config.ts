import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const searchConfig = defineConfig({ httpPort: httpPort(9009), ...databaseSettings, ...workerSettings });

import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const triageConfig = defineConfig({ httpPort: httpPort(9002), ...databaseSettings, ...workerSettings });

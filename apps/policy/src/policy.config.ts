import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const policyConfig = defineConfig({ httpPort: httpPort(9003), ...databaseSettings, ...workerSettings });

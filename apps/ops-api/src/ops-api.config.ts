import { authSettings, databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';

export const opsApiConfig = defineConfig({ httpPort: httpPort(9010), ...databaseSettings, ...authSettings });

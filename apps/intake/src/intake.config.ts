import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { admissionSettings } from './admission/admission.settings.ts';

export const intakeConfig = defineConfig({
  httpPort: httpPort(9001),
  ...databaseSettings,
  ...workerSettings,
  ...admissionSettings,
  ...authSettings,
});

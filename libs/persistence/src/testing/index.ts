/** `@sentinai/persistence/testing`: real databases and tenants for integration tests. */
export * from './test-database.ts';
export * from './test-tenant.ts';

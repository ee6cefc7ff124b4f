import type { MigrationInterface } from 'typeorm';

/**
 * Changes nothing: it granted a privilege, and privileges are in the access table. It stays because databases that applied it record its
 * name.
 */
export class RenewedKeys1763600000020 implements MigrationInterface {
  async up(): Promise<void> {}

  async down(): Promise<void> {}
}

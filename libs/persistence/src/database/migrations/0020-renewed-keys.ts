import type { MigrationInterface, QueryRunner } from 'typeorm';
import { STATE_GRANTS, grantText, revokeText } from '../roles.ts';

/**
 * A source state that returns after another one is a new event under the key of its content: the key then stands for
 * that event.
 */
export class RenewedKeys1763600000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const grant of STATE_GRANTS) await runner.query(grantText(grant));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const grant of STATE_GRANTS) await runner.query(revokeText(grant));
  }
}

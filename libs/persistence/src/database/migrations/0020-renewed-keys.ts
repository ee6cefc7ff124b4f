import type { MigrationInterface, QueryRunner } from 'typeorm';
import { STATE_GRANTS, grantText, revokeText } from '../roles.ts';

/** A state that recurs after another one is a new event with the same content key: the key then refers to the new event. */
export class RenewedKeys1763600000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const grant of STATE_GRANTS) await runner.query(grantText(grant));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const grant of STATE_GRANTS) await runner.query(revokeText(grant));
  }
}

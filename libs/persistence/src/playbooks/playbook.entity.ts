import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('playbook')
export class PlaybookEntity {
  @PrimaryGeneratedColumn('identity', { name: 'playbook_id' })
  playbookId!: number;

  @Column({ name: 'tenant_id', type: 'varchar' })
  tenantId!: string;

  @Column({ type: 'varchar' })
  domain!: string;

  @Column({ type: 'varchar' })
  name!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'jsonb' })
  conditions!: object;

  @Column({ name: 'content_hash', type: 'varchar' })
  contentHash!: string;

  /** Null for a playbook that came with a pack. */
  @Column({ name: 'created_by', type: 'varchar', nullable: true })
  createdBy!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

@Entity('playbook_step')
export class PlaybookStepEntity {
  @PrimaryGeneratedColumn('identity', { name: 'step_id' })
  stepId!: number;

  @Column({ name: 'playbook_id', type: 'integer' })
  playbookId!: number;

  @Column({ name: 'tenant_id', type: 'varchar' })
  tenantId!: string;

  @Column({ name: 'step_order', type: 'integer' })
  stepOrder!: number;

  @Column({ type: 'varchar' })
  name!: string;

  @Column({ name: 'action_type', type: 'varchar' })
  actionType!: string;

  @Column({ type: 'jsonb' })
  params!: object;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

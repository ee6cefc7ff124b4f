import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('tool_definition')
export class ToolDefinitionEntity {
  @PrimaryGeneratedColumn('identity', { name: 'tool_id' })
  toolId!: number;

  /** Null: a tool that every tenant may use. */
  @Column({ name: 'tenant_id', type: 'varchar', nullable: true })
  tenantId!: string | null;

  @Column({ type: 'varchar' })
  domain!: string;

  @Column({ type: 'varchar' })
  name!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar' })
  type!: string;

  @Column({ type: 'jsonb' })
  config!: object;

  @Column({ name: 'content_hash', type: 'varchar' })
  contentHash!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

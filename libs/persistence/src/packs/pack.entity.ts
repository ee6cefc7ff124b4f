import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('domain_pack_version')
export class DomainPackVersionEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  /** The owning tenant; null: published to all tenants. */
  @Column({ name: 'tenant_id', type: 'varchar', nullable: true })
  tenantId!: string | null;

  @Column({ type: 'varchar' })
  domain!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'pack_json', type: 'jsonb' })
  packJson!: object;

  @Column({ type: 'jsonb' })
  original!: object;

  @Column({ name: 'content_hash', type: 'varchar' })
  contentHash!: string;

  @Column({ name: 'created_by', type: 'varchar' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

@Entity('tenant_policy_pack_version')
export class TenantPolicyPackVersionEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Column({ name: 'tenant_id', type: 'varchar' })
  tenantId!: string;

  @Column({ type: 'varchar' })
  domain!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'pack_json', type: 'jsonb' })
  packJson!: object;

  @Column({ type: 'jsonb' })
  original!: object;

  @Column({ name: 'content_hash', type: 'varchar' })
  contentHash!: string;

  @Column({ name: 'created_by', type: 'varchar' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

@Entity('pack_activation')
export class PackActivationEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'varchar' })
  tenantId!: string;

  @PrimaryColumn({ type: 'varchar' })
  domain!: string;

  @Column({ name: 'domain_pack_version', type: 'integer' })
  domainPackVersion!: number;

  @Column({ name: 'policy_pack_version', type: 'integer', nullable: true })
  policyPackVersion!: number | null;

  @Column({ name: 'playbook_ids', type: 'integer', array: true })
  playbookIds!: number[];

  @Column({ name: 'tool_ids', type: 'integer', array: true })
  toolIds!: number[];

  /** Versions of the tenant's own, in force alongside the pack's: one with the same name replaces the pack's. */
  @Column({ name: 'own_playbook_ids', type: 'integer', array: true, default: [] })
  ownPlaybookIds!: number[];

  @Column({ name: 'own_tool_ids', type: 'integer', array: true, default: [] })
  ownToolIds!: number[];

  /** Names of tools that the tenant has switched off. */
  @Column({ name: 'disabled_tools', type: 'varchar', array: true, default: [] })
  disabledTools!: string[];

  @Column({ name: 'activated_by', type: 'varchar' })
  activatedBy!: string;

  @Column({ name: 'activated_at', type: 'timestamptz', default: () => 'now()' })
  activatedAt!: Date;
}

/** The history of activations of a tenant's domain: append-only, the newest one is in force. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export type ActivationKind = 'activated' | 'rolled_back';

export interface HistoricActivation {
  id: string;
  tenantId: string;
  domain: string;
  domainPackVersion: number;
  policyPackVersion: number | null;
  kind: ActivationKind;
  /** The activation restored by rolling this one back; null when there is none. */
  previousId: string | null;
  activatedBy: string;
  activatedAt: Date;
}

export class ActivationHistoryRepository {
  /** The activation in force; null when there is none. */
  async newest(tx: Transaction, tenantId: string, domain: string): Promise<HistoricActivation | null> {
    const [row] = await this.page(tx, { tenantId, domain }, { limit: 1, before: null });
    return row ?? null;
  }

  async find(tx: Transaction, id: string): Promise<HistoricActivation | null> {
    const [row] = await tx.rows<HistoricActivation>(FIND, [id]);
    return row ?? null;
  }

  /** Newest first. @param before the id with which the previous page ended */
  async page(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    { limit, before }: { limit: number; before: string | null },
  ): Promise<HistoricActivation[]> {
    return tx.rows<HistoricActivation>(PAGE, [tenantId, domain, limit, before]);
  }

  async add(tx: Transaction, activation: Omit<HistoricActivation, 'id' | 'activatedAt'>): Promise<void> {
    const { tenantId, domain, domainPackVersion, policyPackVersion, kind, previousId, activatedBy } = activation;
    await tx.run(ADD, [tenantId, domain, domainPackVersion, policyPackVersion, kind, previousId, activatedBy]);
  }
}

const COLUMNS = `id, tenant_id as "tenantId", domain, domain_pack_version as "domainPackVersion",
  policy_pack_version as "policyPackVersion", kind, previous_id as "previousId", activated_by as "activatedBy",
  activated_at as "activatedAt"`;

const FIND: Statement = {
  name: 'activation_history.find',
  text: `select ${COLUMNS} from pack_activation_history where id = $1`,
};

const PAGE: Statement = {
  name: 'activation_history.page',
  text: `
    select ${COLUMNS} from pack_activation_history
    where tenant_id = $1 and domain = $2 and ($4::bigint is null or id < $4)
    order by id desc limit $3`,
};

const ADD: Statement = {
  name: 'activation_history.add',
  text: `
    insert into pack_activation_history
      (tenant_id, domain, domain_pack_version, policy_pack_version, kind, previous_id, activated_by)
    values ($1, $2, $3, $4, $5, $6, $7)`,
};

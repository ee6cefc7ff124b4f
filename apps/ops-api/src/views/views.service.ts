import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Redactor } from '@sentinai/domain';
import { AuditRecorder } from '@sentinai/messaging';
import { TenantRequests, type Transaction } from '@sentinai/persistence';
import { type Principal, ProblemException, actorOf, hasRole, isUuid } from '@sentinai/service-kit';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { type SavedView, SavedViewRepository } from './saved-view.repository.ts';
import { requireListQuery } from './view-query.ts';
import type { ViewAnswer, ViewBody, ViewList } from './views.dto.ts';

/** Maximum number of views per person. */
const MOST_VIEWS = 200;

interface ViewChange {
  action: 'view.created' | 'view.changed' | 'view.deleted';
  /** Null where it did not exist. */
  before: SavedView | null;
  after: SavedView | null;
}

@Injectable()
export class ViewsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly views: SavedViewRepository,
    private readonly tenants: TenantLookup,
    private readonly audit: AuditRecorder,
  ) {}

  async list(tenantId: string, { subject }: Principal): Promise<ViewList> {
    return this.requests.run(tenantId, async (tx) => {
      const views = await this.views.visibleTo(tx, tenantId, subject);
      if (views.length === 0) await this.tenants.requireTenant(tx, tenantId);
      return { items: views.map(toAnswer) };
    });
  }

  /** @throws ProblemException `not_found` when the caller sees no such view */
  async show(tenantId: string, user: Principal, viewId: string): Promise<ViewAnswer> {
    return this.requests.run(tenantId, async (tx) => toAnswer(await this.find(tx, tenantId, user, viewId)));
  }

  /** @throws ProblemException `invalid_request`, `forbidden` to share, `conflict` when the name is taken or there are too many */
  async create(tenantId: string, user: Principal, body: ViewBody): Promise<ViewAnswer> {
    check(user, body);
    const now = new Date();
    const identity = { tenantId, viewId: randomUUID(), owner: user.subject, createdAt: now };
    return this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      const content = contentOf(body, await this.tenants.redactor(tx, tenantId));
      const view: SavedView = { ...identity, ...content, updatedAt: now };
      if ((await this.views.count(tx, tenantId, user.subject)) >= MOST_VIEWS) {
        throw new ProblemException('conflict', `You have ${MOST_VIEWS} views: delete one first.`);
      }
      if (!(await this.views.insert(tx, view))) throw nameTaken(view.name);
      await this.record(tx, user, { action: 'view.created', before: null, after: view });
      return toAnswer(view);
    });
  }

  /** @throws as {@link create}; `not_found`, `forbidden` when it is another person's */
  async replace(tenantId: string, user: Principal, viewId: string, body: ViewBody): Promise<ViewAnswer> {
    check(user, body);
    return this.requests.run(tenantId, async (tx) => {
      const view = await this.findOwn(tx, tenantId, user, viewId);
      const content = contentOf(body, await this.tenants.redactor(tx, tenantId));
      const changed: SavedView = { ...view, ...content, updatedAt: new Date() };
      if (!(await this.views.update(tx, changed))) throw nameTaken(changed.name);
      await this.record(tx, user, { action: 'view.changed', before: view, after: changed });
      return toAnswer(changed);
    });
  }

  /** @throws ProblemException `not_found`, `forbidden` when it is another person's and the caller is no admin */
  async remove(tenantId: string, user: Principal, viewId: string): Promise<void> {
    await this.requests.run(tenantId, async (tx) => {
      const view = hasRole(user, 'admin')
        ? await this.find(tx, tenantId, user, viewId)
        : await this.findOwn(tx, tenantId, user, viewId);
      await this.views.remove(tx, tenantId, viewId);
      await this.record(tx, user, { action: 'view.deleted', before: view, after: null });
    });
  }

  /** Records a change of what the tenant sees: a view that only its owner sees is personal. */
  private async record(tx: Transaction, user: Principal, { action, before, after }: ViewChange): Promise<void> {
    const view = before?.shared ? before : after;
    if (!view || !(before?.shared || after?.shared)) return;
    const { tenantId, viewId: subjectId } = view;
    const states = { before: before && stateOf(before), after: after && stateOf(after) };
    await this.audit.record(tx, { tenantId, actor: actorOf(user), action, subjectType: 'view', subjectId, ...states });
  }

  private async findOwn(tx: Transaction, tenantId: string, user: Principal, viewId: string): Promise<SavedView> {
    const view = await this.find(tx, tenantId, user, viewId);
    if (view.owner === user.subject) return view;
    throw new ProblemException('forbidden', 'The view belongs to another person.');
  }

  private async find(tx: Transaction, tenantId: string, { subject }: Principal, viewId: string): Promise<SavedView> {
    const view = isUuid(viewId) ? await this.views.find(tx, tenantId, viewId, subject) : null;
    if (view) return view;
    await this.tenants.requireTenant(tx, tenantId);
    throw new ProblemException('not_found', 'There is no view with this id that you own or that is shared with you.');
  }
}

function check(user: Principal, { shared, query }: ViewBody): void {
  requireListQuery(query);
  if (!shared || hasRole(user, 'operator')) return;
  throw new ProblemException('forbidden', 'Only operators may share views with the whole tenant.');
}

/** Redacts a view's name and free text; its owners and ids stay, because they are compared with stored values. */
const contentOf = ({ name, shared, query }: ViewBody, redactor: Redactor) => ({
  name: redactor.field('name', name),
  shared,
  query: query.q === undefined ? query : { ...query, q: redactor.field('q', query.q) },
});

/** The view in the audit trail. */
const stateOf = ({ name, shared, owner, query }: SavedView) => ({ name, shared, owner, query: { ...query } });

const nameTaken = (name: string): ProblemException =>
  new ProblemException('conflict', `You already have another view named "${name}".`);

const toAnswer = (view: SavedView): ViewAnswer => ({
  view_id: view.viewId,
  tenant_id: view.tenantId,
  name: view.name,
  shared: view.shared,
  owner: view.owner,
  query: view.query,
  created_at: view.createdAt.toISOString(),
  updated_at: view.updatedAt.toISOString(),
});

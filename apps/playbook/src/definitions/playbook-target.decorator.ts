/** Parameter decorator: validates the id and `If-Match` version of the playbook that a request targets. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { integerIdOf, invalidField } from '@sentinai/service-kit';

export interface PlaybookTarget {
  playbookId: number;
  /** Null: any version in force. */
  ifVersion: number | null;
}

interface PlaybookRequest {
  params: { playbook_id?: string };
  headers: Record<string, string | undefined>;
}

/** @throws ProblemException `invalid_request` when the id or `If-Match` is invalid */
export const Target = createParamDecorator((_: unknown, context: ExecutionContext): PlaybookTarget => {
  const { params, headers } = context.switchToHttp().getRequest<PlaybookRequest>();
  return { playbookId: playbookIdOf(params.playbook_id ?? ''), ifVersion: versionOf(headers['if-match']) };
});

function playbookIdOf(text: string): number {
  const id = integerIdOf(text);
  if (id !== null) return id;
  throw invalidField('playbook_id', 'must be the id of a playbook');
}

function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === '*') return null;
  const version = /^"?(\d{1,9})"?$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw invalidField('If-Match', 'must be a version');
}

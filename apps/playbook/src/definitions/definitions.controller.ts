/** `POST /api/playbooks`, `PUT` and `DELETE /api/playbooks/{playbook_id}`: changes take effect with the pipeline's next decision. */
import { Body, Controller, Delete, Post, Put } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type JsonObject, isJsonObject } from '@sentinai/contracts';
import {
  CurrentUser,
  invalidField,
  MAX_INTEGER,
  type Principal,
  requireStorable,
  Route,
  TenantId,
} from '@sentinai/service-kit';
import { NewPlaybookBody, PlaybookBody, PlaybookPut } from './definitions.dto.ts';
import { DefinitionsService } from './definitions.service.ts';
import { type PlaybookTarget, Target } from './playbook-target.decorator.ts';

const OfPlaybook = (): MethodDecorator =>
  ApiParam({ name: 'playbook_id', schema: { type: 'integer', minimum: 1, maximum: MAX_INTEGER } });

@ApiTags('playbooks')
@ApiQuery({
  name: 'tenant_id',
  required: false,
  type: String,
  description: 'Needed when the token has several tenants.',
})
@Controller('api/playbooks')
export class DefinitionsController {
  constructor(private readonly definitions: DefinitionsService) {}

  @Post()
  @Route({
    summary: "Creates a playbook of the tenant's own and activates it.",
    description:
      "It replaces the pack's playbook of the same name, even after another version of the pack is activated.",
    permission: 'playbooks.write',
    status: 201,
    answer: PlaybookPut,
    notFound: 'No such domain, or the tenant does not exist',
    conflict: '`conflict`: the tenant already has its own playbook of this name, or has reached the limit',
  })
  @ApiBody({ type: NewPlaybookBody })
  create(
    @TenantId() tenantId: string,
    @CurrentUser() { subject }: Principal,
    @Body() body: unknown,
  ): Promise<PlaybookPut> {
    const { domain, tenant_id: _tenant, ...playbook } = objectOf(body);
    if (typeof domain !== 'string') throw invalidField('domain', 'must be the name of a domain');
    return this.definitions.create({ tenantId, subject }, domain, playbook);
  }

  @Put(':playbook_id')
  @Route({
    summary: 'Replaces the playbook in force with a new version.',
    description: "A playbook from the pack is replaced by the tenant's own. Running playbooks keep their version.",
    permission: 'playbooks.write',
    status: 200,
    answer: PlaybookPut,
    notFound: 'No such playbook is in force',
    conflict: '`conflict`: the version in force is not the one in If-Match',
  })
  @OfPlaybook()
  @ApiHeader({
    name: 'If-Match',
    required: false,
    schema: { type: 'string', pattern: '^(?:"\\d{1,9}"|\\d{1,9})$' },
    description: 'The version that the change is based on: `"3"`. If another one is in force, nothing is changed.',
  })
  @ApiBody({ type: PlaybookBody })
  change(
    @TenantId() tenantId: string,
    @CurrentUser() { subject }: Principal,
    @Target() { playbookId, ifVersion }: PlaybookTarget,
    @Body() body: unknown,
  ): Promise<PlaybookPut> {
    const { tenant_id: _tenant, ...document } = objectOf(body);
    return this.definitions.change({ tenantId, subject }, playbookId, { document, ifVersion });
  }

  @Delete(':playbook_id')
  @Route({
    summary: "Deactivates a playbook of the tenant's own.",
    description: "The pack's playbook of that name, if any, is in force again. Running playbooks continue.",
    permission: 'playbooks.write',
    status: 204,
    notFound: 'No such playbook is in force',
    conflict: '`conflict`: the playbook came with the pack',
  })
  @OfPlaybook()
  async remove(
    @TenantId() tenantId: string,
    @CurrentUser() { subject }: Principal,
    @Target() { playbookId }: PlaybookTarget,
  ): Promise<void> {
    await this.definitions.remove({ tenantId, subject }, playbookId);
  }
}

function objectOf(body: unknown): JsonObject {
  if (!isJsonObject(body)) throw invalidField('$', 'must be a JSON object');
  requireStorable('$', body);
  return body;
}

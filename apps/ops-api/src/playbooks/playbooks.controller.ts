import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Route, TenantId, TenantPageQuery, TenantQuery } from '@sentinai/service-kit';
import { ListPlaybooksQuery, PlaybookDefinition, PlaybookList, PlaybookVersionList } from './playbooks.dto.ts';
import { PlaybooksService } from './playbooks.service.ts';

const OfPlaybook = (): MethodDecorator => ApiParam({ name: 'playbook_id', schema: { type: 'integer', minimum: 1 } });

@ApiTags('playbooks')
@Controller('api/playbooks')
export class PlaybooksController {
  constructor(private readonly playbooks: PlaybooksService) {}

  @Get()
  @Route({
    summary: 'Lists the playbooks in force, by domain and in the order they are tried.',
    answer: PlaybookList,
    permission: 'config.read',
  })
  list(@TenantId() tenantId: string, @Query() { domain }: ListPlaybooksQuery): Promise<PlaybookList> {
    return this.playbooks.list(tenantId, domain);
  }

  @Get(':playbook_id')
  @Route({
    summary: 'Returns one version of a playbook, in force or not.',
    answer: PlaybookDefinition,
    notFound: 'No such playbook',
    permission: 'config.read',
  })
  @OfPlaybook()
  show(
    @TenantId() tenantId: string,
    @Param('playbook_id') id: string,
    @Query() _query: TenantQuery,
  ): Promise<PlaybookDefinition> {
    return this.playbooks.show(tenantId, id);
  }

  @Get(':playbook_id/versions')
  @Route({
    summary: 'Lists all versions with the name of a playbook, newest first.',
    answer: PlaybookVersionList,
    notFound: 'No such playbook',
    permission: 'config.read',
  })
  @OfPlaybook()
  versions(
    @TenantId() tenantId: string,
    @Param('playbook_id') id: string,
    @Query() query: TenantPageQuery,
  ): Promise<PlaybookVersionList> {
    return this.playbooks.versions(tenantId, id, query);
  }
}

import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Route, TenantId } from '@sentinai/service-kit';
import { PreviewAnswer, PreviewBody } from './preview.dto.ts';
import { PreviewService } from './preview.service.ts';

@ApiTags('playbooks')
@ApiQuery({
  name: 'tenant_id',
  required: false,
  type: String,
  description: 'Needed when the token has several tenants.',
})
@Controller('api/playbooks/preview')
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  @Post()
  @Route({
    summary: 'Previews which playbook would run, and why each candidate matches or not.',
    permission: 'config.read',
    status: 200,
    answer: PreviewAnswer,
    notFound: 'No such exception or domain, or the tenant does not exist',
  })
  @ApiBody({ type: PreviewBody })
  preview(@TenantId() tenantId: string, @Body() body: PreviewBody): Promise<PreviewAnswer> {
    return this.previews.preview(tenantId, body);
  }
}

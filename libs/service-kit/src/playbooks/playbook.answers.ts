/** Answers about playbooks that several apps give. */
import { ApiProperty } from '@nestjs/swagger';

export class PlaybookAnswer {
  @ApiProperty({ type: 'integer' })
  playbook_id!: number;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export const toPlaybookAnswer = (playbook: { playbookId: number; name: string; version: number }): PlaybookAnswer => ({
  playbook_id: playbook.playbookId,
  name: playbook.name,
  version: playbook.version,
});

/** Fields by which an answer names one version. */
export class PlaybookVersionAnswer {
  @ApiProperty({ type: 'integer', description: 'Id of this version.' })
  playbook_id!: number;

  @ApiProperty()
  domain!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

/** Commands on one exception: recorded at once when legal, applied in order by the worker. */
import { Body, Controller, Post, type Type, applyDecorators } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  CommandAccepted,
  commandAccepted,
  type CommandTarget,
  CommandTargetOf,
  CurrentUser,
  type Principal,
  Route,
  TakesIdempotencyKey,
} from '@sentinai/service-kit';
import { CaseCommandsService } from './case-commands.service.ts';
import {
  AssignBody,
  ChangeSeverityBody,
  CommentBody,
  EscalateBody,
  EvaluatePolicyBody,
  ReopenBody,
  ResolveBody,
  TriageBody,
} from './commands.dto.ts';
import type { OrderedCommand } from './ordered-command.ts';

const CommandRoute = (path: string, summary: string, body: Type): MethodDecorator =>
  applyDecorators(
    Post(path),
    Route({
      summary,
      permission: 'cases.work',
      status: 202,
      answer: CommandAccepted,
      notFound: 'No such exception',
      conflict:
        '`illegal_transition`: not legal in the current status, `legal` lists the commands that are. `conflict`: there is ' +
        'nothing to change. `idempotency_conflict`: the key was used for another request',
    }),
    TakesIdempotencyKey(),
    ApiBody({ type: body }),
  );

@ApiTags('cases')
@ApiParam({ name: 'tenant_id', type: String })
@ApiParam({ name: 'exception_id', type: String })
@Controller('api/exceptions/:tenant_id/:exception_id')
export class CaseCommandsController {
  constructor(private readonly commands: CaseCommandsService) {}

  @CommandRoute('assign', 'Assigns the exception to another owner, or to none.', AssignBody)
  assign(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { owner, note = null }: AssignBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'assign', owner, note });
  }

  @CommandRoute('comment', 'Adds a comment to the exception.', CommentBody)
  comment(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { comment }: CommentBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'comment', note: comment });
  }

  @CommandRoute(
    'severity',
    'Sets the severity, and with it the SLA of that severity. Later states of the source do not change it.',
    ChangeSeverityBody,
  )
  changeSeverity(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { severity, reason }: ChangeSeverityBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'change_severity', severity, note: reason });
  }

  @CommandRoute('escalate', 'Escalates the exception.', EscalateBody)
  escalate(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { reason, to = null }: EscalateBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'escalate', escalated_to: to, note: reason });
  }

  @CommandRoute('resolve', 'Resolves the exception, and stops its playbook if one runs.', ResolveBody)
  resolve(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { resolution }: ResolveBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'resolve', note: resolution });
  }

  @CommandRoute('reopen', 'Reopens a resolved exception; its SLA clock continues.', ReopenBody)
  reopen(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { reason }: ReopenBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'reopen', note: reason });
  }

  @CommandRoute(
    'triage',
    'Decides type, severity and SLA again by the packs in force, and with them policy and playbook. A playbook that the exception has ' +
      'goes on.',
    TriageBody,
  )
  triage(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { reason, reset_severity = false }: TriageBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'triage', note: reason, reset_severity });
  }

  @CommandRoute(
    'evaluate-policy',
    'Applies the policy in force again; type, severity and SLA stay. A playbook that the exception has goes on.',
    EvaluatePolicyBody,
  )
  evaluatePolicy(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { reason }: EvaluatePolicyBody,
  ): Promise<CommandAccepted> {
    return this.submit(target, user, { command: 'evaluate_policy', note: reason });
  }

  private async submit(
    target: CommandTarget,
    { subject }: Principal,
    command: OrderedCommand,
  ): Promise<CommandAccepted> {
    return commandAccepted(await this.commands.submit(target, subject, command));
  }
}

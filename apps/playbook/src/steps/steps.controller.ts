/** People's commands to an exception's playbook: recorded at once when they apply to the waiting step, processed in order by the worker. */
import { Body, Controller, Param, ParseIntPipe, Post, type Type, applyDecorators } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  CommandAccepted,
  type CommandTarget,
  CommandTargetOf,
  CurrentUser,
  type Principal,
  Route,
  TakesIdempotencyKey,
} from '@sentinai/service-kit';
import { CompleteBody, NoteBody, RecalculateBody, RejectBody } from './steps.dto.ts';
import { StepsService } from './steps.service.ts';

const EXCEPTION_PATH = 'api/exceptions/:tenant_id/:exception_id/playbook';

const OfException = (): MethodDecorator =>
  applyDecorators(ApiParam({ name: 'tenant_id', type: String }), ApiParam({ name: 'exception_id', type: String }));

const RecalculateRoute = (path: string, body: Type, isBodyRequired: boolean): MethodDecorator =>
  applyDecorators(
    Post(path),
    Route({
      summary: 'Matches the playbook of an exception again, against the current exception and configuration.',
      description:
        'When another playbook matches, a running one is stopped and the other starts. When the same one matches, or none, nothing ' +
        'changes and the command is `refused`.',
      permission: 'steps.decide',
      status: 202,
      answer: CommandAccepted,
      notFound: 'No such exception',
      conflict:
        '`illegal_transition`: the exception is resolved. `idempotency_conflict`: the key was used for another request',
    }),
    TakesIdempotencyKey(),
    ApiBody({ type: body, required: isBodyRequired }),
  );

const StepRoute = (command: string, summary: string, body: Type): MethodDecorator =>
  applyDecorators(
    Post(`${EXCEPTION_PATH}/steps/:step_order/${command}`),
    Route({
      summary,
      permission: 'steps.decide',
      status: 202,
      answer: CommandAccepted,
      notFound: 'No such exception, or its playbook has no such step',
      conflict:
        '`step_not_expected`: another step waits, or this one for another command; `expected_step` and `legal` say which. ' +
        '`conflict`: you have already approved it. `idempotency_conflict`: the key was used for another request',
    }),
    TakesIdempotencyKey(),
    OfException(),
    ApiParam({ name: 'step_order', schema: { type: 'integer', minimum: 1, maximum: 100 } }),
    ApiBody({ type: body, required: body === RejectBody }),
  );

@ApiTags('playbooks')
@Controller()
export class StepsController {
  constructor(private readonly steps: StepsService) {}

  @RecalculateRoute(`${EXCEPTION_PATH}/recalculate`, NoteBody, false)
  @OfException()
  recalculate(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.recalculate(target, user, note);
  }

  @RecalculateRoute('playbook/recalculate', RecalculateBody, true)
  recalculateNamed(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() { note = null }: RecalculateBody,
  ): Promise<CommandAccepted> {
    return this.steps.recalculate(target, user, note);
  }

  @StepRoute('complete', 'Completes a manual step.', CompleteBody)
  complete(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null, result }: CompleteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'complete', note, result });
  }

  @StepRoute('skip', 'Skips the step.', NoteBody)
  skip(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'skip', note });
  }

  @StepRoute(
    'approve',
    'Approves the step with exactly the arguments it shows. Its requesters may not approve it.',
    NoteBody,
  )
  approve(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'approve', note });
  }

  @StepRoute(
    'reject',
    'Rejects the step, with a reason: it fails, and its failure rule decides what follows.',
    RejectBody,
  )
  reject(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note }: RejectBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'reject', note });
  }

  @StepRoute('retry', 'Retries the step whose failure ended the playbook, or that waits for a retry.', NoteBody)
  retry(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'retry', note });
  }
}

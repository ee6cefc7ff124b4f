/** Commands of people to an exception's playbook: taken at once when they fit the step that waits, obeyed in their turn. */
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
      summary: 'Matches the playbook of an exception anew, against the exception and the configuration as they stand.',
      description:
        'When another playbook fits, a running one is stopped and the other begins. When the same one fits, or none, nothing changes ' +
        'and the command is `refused`.',
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
        '`step_not_expected`: another step waits, or this one for something else; `expected_step` and `legal` say what. ' +
        '`conflict`: you have approved it already. `idempotency_conflict`: the key was used for another request',
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

  @StepRoute('complete', 'Says that a person has done the step.', CompleteBody)
  complete(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null, result }: CompleteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'complete', note, result });
  }

  @StepRoute('skip', 'Leaves the step out.', NoteBody)
  skip(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'skip', note });
  }

  @StepRoute('approve', 'Approves the step, with the very arguments it shows. Who asked for it may not.', NoteBody)
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
    'Refuses the step, with a reason: it fails, and its failure rule says what comes next.',
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

  @StepRoute(
    'retry',
    'Tries the step again whose failure ended the playbook, or that waits to be tried again.',
    NoteBody,
  )
  retry(
    @CommandTargetOf() target: CommandTarget,
    @CurrentUser() user: Principal,
    @Param('step_order', ParseIntPipe) order: number,
    @Body() { note = null }: NoteBody,
  ): Promise<CommandAccepted> {
    return this.steps.decide(target, user, { order, command: 'retry', note });
  }
}

/** Query and response bodies of timelines. */
import { ApiProperty } from '@nestjs/swagger';
import { ACTOR_TYPES, type ActorType, type JsonObject } from '@sentinai/contracts';
import { AnyOfValues, AnyOfWords, CountedPageAnswer, PageQuery } from '@sentinai/service-kit';

export class ListTimelineQuery extends PageQuery {
  @AnyOfValues('Event type.')
  event_type?: string[];

  @AnyOfWords(ACTOR_TYPES, 'Kind of actor.')
  actor_type?: ActorType[];
}

export class ActorAnswer {
  @ApiProperty({ enum: ACTOR_TYPES })
  type!: ActorType;

  @ApiProperty({ type: String, nullable: true })
  id!: string | null;
}

export class TimelineEvent {
  @ApiProperty({ type: 'integer', description: 'Position in the timeline, from 1.' })
  sequence!: number;

  @ApiProperty({ format: 'uuid' })
  event_id!: string;

  @ApiProperty()
  event_type!: string;

  @ApiProperty({ type: ActorAnswer })
  actor!: ActorAnswer;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the event that caused this one.' })
  causation_id!: string | null;

  @ApiProperty()
  correlation_id!: string;

  @ApiProperty({ type: Object })
  payload!: JsonObject;
}

export class TimelineList extends CountedPageAnswer {
  @ApiProperty({ type: [TimelineEvent] })
  items!: TimelineEvent[];
}

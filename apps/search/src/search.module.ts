import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { ExceptionTextRepository } from './exception-text.repository.ts';
import { SearchObserver } from './search.observer.ts';

@Module({ imports: [WorkerModule], providers: [ExceptionTextRepository, SearchObserver] })
export class SearchModule {}

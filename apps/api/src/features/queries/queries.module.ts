import { Module } from '@nestjs/common';
import { AnswerQueryUseCase } from './answer-query.use-case.ts';
import { CloseQueryUseCase } from './close-query.use-case.ts';
import { ListQueriesUseCase } from './list-queries.use-case.ts';
import { QueriesController } from './queries.controller.ts';
import { RaiseQueryUseCase } from './raise-query.use-case.ts';

/** Query threads: raised by the panel, answered by the centre, closed by the panel. */
@Module({ controllers: [QueriesController], providers: [ListQueriesUseCase, RaiseQueryUseCase, AnswerQueryUseCase, CloseQueryUseCase] })
export class QueriesModule {}

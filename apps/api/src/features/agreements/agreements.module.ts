import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements.controller.ts';
import { AgreementsUseCase } from './agreements.use-case.ts';

/** Versions of the agreement, and who agreed to which. */
@Module({ controllers: [AgreementsController], providers: [AgreementsUseCase] })
export class AgreementsModule {}

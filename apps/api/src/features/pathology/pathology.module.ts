import { Module } from '@nestjs/common';
import { ConfirmPathologyUseCase } from './confirm-pathology.use-case.ts';
import { EnterPathologyUseCase } from './enter-pathology.use-case.ts';
import { PathologyController } from './pathology.controller.ts';
import { ShowPathologyUseCase } from './show-pathology.use-case.ts';

/** The reference standard: entered by a pathologist, confirmed by a second person. */
@Module({ controllers: [PathologyController], providers: [ShowPathologyUseCase, EnterPathologyUseCase, ConfirmPathologyUseCase] })
export class PathologyModule {}

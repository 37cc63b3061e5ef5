import { Module } from '@nestjs/common';
import { SecondOpinionModule } from '../second-opinion/second-opinion.module.ts';
import { Predictions } from './predictions.ts';
import { RunFailuresUseCase } from './run-failures.use-case.ts';
import { RunImagesController } from './run-images.controller.ts';

/** What a model looked at where it was wrong. */
@Module({ imports: [SecondOpinionModule], controllers: [RunImagesController], providers: [RunFailuresUseCase, Predictions] })
export class RunImagesModule {}

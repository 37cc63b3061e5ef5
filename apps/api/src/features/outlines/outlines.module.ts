import { Module } from '@nestjs/common';
import { DrawOutlineUseCase } from './draw-outline.use-case.ts';
import { OutlinesController } from './outlines.controller.ts';
import { ShowOutlinesUseCase } from './show-outlines.use-case.ts';

/** Outlines of lesion, background liver and features on stored images. */
@Module({ controllers: [OutlinesController], providers: [ShowOutlinesUseCase, DrawOutlineUseCase] })
export class OutlinesModule {}

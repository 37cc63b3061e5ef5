import { Module } from '@nestjs/common';
import { AcceptCaseUseCase } from './accept-case.use-case.ts';
import { PanelController } from './panel.controller.ts';
import { ShowPanelCaseUseCase } from './show-panel-case.use-case.ts';
import { ShowPanelQueueUseCase } from './show-panel-queue.use-case.ts';

/** The study panel's blind review of pictures. */
@Module({ controllers: [PanelController], providers: [ShowPanelQueueUseCase, ShowPanelCaseUseCase, AcceptCaseUseCase] })
export class PanelModule {}

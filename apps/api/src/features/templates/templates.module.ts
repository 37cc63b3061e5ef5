import { Module } from '@nestjs/common';
import { DecideTemplateUseCase } from './decide-template.use-case.ts';
import { DrawTemplateUseCase } from './draw-template.use-case.ts';
import { ShowTemplatesUseCase } from './show-templates.use-case.ts';
import { TemplatesController } from './templates.controller.ts';
import { WithdrawTemplateUseCase } from './withdraw-template.use-case.ts';

/** Mask templates for scanners whose files name no region that can be trusted. */
@Module({ controllers: [TemplatesController], providers: [ShowTemplatesUseCase, DrawTemplateUseCase, DecideTemplateUseCase, WithdrawTemplateUseCase] })
export class TemplatesModule {}

import { Module } from '@nestjs/common';
import { ReadinessUseCase } from './readiness.use-case.ts';
import { SystemController } from './system.controller.ts';

/** Health, metrics and the description of the interface. */
@Module({ controllers: [SystemController], providers: [ReadinessUseCase] })
export class SystemModule {}

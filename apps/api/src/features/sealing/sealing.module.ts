import { Module } from '@nestjs/common';
import { ExternalFigures } from '../runs/external-figures.ts';
import { GiveShareUseCase } from './give-share.use-case.ts';
import { KeyHoldersUseCase } from './key-holders.use-case.ts';
import { SealingController } from './sealing.controller.ts';
import { ShowSealingUseCase } from './show-sealing.use-case.ts';

/** Outcomes of external centres under a key that two persons release. */
@Module({ controllers: [SealingController], providers: [KeyHoldersUseCase, ShowSealingUseCase, GiveShareUseCase, ExternalFigures] })
export class SealingModule {}

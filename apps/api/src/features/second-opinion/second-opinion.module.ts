import { Module } from '@nestjs/common';
import { UploadBudget } from '../intake/upload-budget.ts';
import { CheckPictureUseCase } from './check-picture.use-case.ts';
import { GiveOpinionUseCase } from './give-opinion.use-case.ts';
import { LockedSnapshots } from './locked-snapshots.ts';
import { ModelShelf } from './model-shelf.ts';
import { SecondOpinionController } from './second-opinion.controller.ts';
import { ShowModelsUseCase } from './show-models.use-case.ts';

/** Second opinions: a finished model scores a picture that nobody stores. */
@Module({ controllers: [SecondOpinionController], providers: [UploadBudget, LockedSnapshots, ModelShelf, ShowModelsUseCase, CheckPictureUseCase, GiveOpinionUseCase], exports: [LockedSnapshots, ModelShelf] })
export class SecondOpinionModule {}

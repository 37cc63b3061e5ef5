import { Module } from '@nestjs/common';
import { FormsController } from './forms.controller.ts';
import { SaveFormUseCase } from './save-form.use-case.ts';
import { ShowFormUseCase } from './show-form.use-case.ts';

/** Clinical and ultrasound forms, as the study definition asks them. */
@Module({ controllers: [FormsController], providers: [ShowFormUseCase, SaveFormUseCase] })
export class FormsModule {}

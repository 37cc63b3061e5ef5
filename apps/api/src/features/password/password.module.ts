import { Module } from '@nestjs/common';
import { ChangePasswordUseCase } from './change-password.use-case.ts';
import { PasswordController } from './password.controller.ts';

/** Changing the own password. */
@Module({ controllers: [PasswordController], providers: [ChangePasswordUseCase] })
export class PasswordModule {}

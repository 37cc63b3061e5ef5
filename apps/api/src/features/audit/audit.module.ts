import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.ts';
import { ExportAuditUseCase } from './export-audit.use-case.ts';
import { ListAuditUseCase } from './list-audit.use-case.ts';

/** Reading and exporting the audit trail. */
@Module({ controllers: [AuditController], providers: [ListAuditUseCase, ExportAuditUseCase] })
export class AuditModule {}

import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findActiveStudy, findActiveStudyRef, type StudyRef, type Tx } from '@echocohort/persistence';
import { readStudyDefinition, type StudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';

/** The study of this installation with the definition in force. */
export interface CurrentStudy {
  readonly id: string;
  readonly code: string;
  /** SHA-256 of the definition file. */
  readonly digest: string;
  readonly definition: StudyDefinition;
}

/** The study as the audit trail names it. */
export const studyRef = (study: CurrentStudy): StudyRef => ({ id: study.id, code: study.code });

const noStudy: Result<never> = refuse({ code: 'no-study', detail: 'No study definition is active yet; the administrator has to activate one.' });

/** Gives the definition in force. Asks the database which one that is each time, and reads it anew only when it changed. */
@Injectable()
export class ActiveStudy {
  private known: CurrentStudy | null = null;

  constructor(private readonly database: Database) {}

  /** Inside a transaction pass it, so that the answer belongs to the work. */
  async current(tx?: Tx): Promise<Result<CurrentStudy>> {
    const ref = await this.reading(tx, findActiveStudyRef);
    if (ref === null) return noStudy;
    if (this.known?.digest === ref.digest && this.known.id === ref.studyId) return ok(this.known);
    const row = await this.reading(tx, findActiveStudy);
    if (row === null) return noStudy;
    const read = readStudyDefinition(row.definition);
    if (!read.ok) throw new Error(`the stored study definition cannot be read: ${read.refusal.code}`);
    this.known = { id: row.studyId, code: row.code, digest: row.digest, definition: read.value };
    return ok(this.known);
  }

  /** The same for work that cannot go on without; an installation without study never comes this far. */
  async required(tx?: Tx): Promise<CurrentStudy> {
    const study = await this.current(tx);
    if (!study.ok) throw new Error('no study definition is active');
    return study.value;
  }

  private reading<T>(tx: Tx | undefined, read: (tx: Tx) => Promise<T>): Promise<T> {
    return tx === undefined ? this.database.system(read) : read(tx);
  }
}

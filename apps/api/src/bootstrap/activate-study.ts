import { createHash } from 'node:crypto';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { appendAudit, findVersionDigest, insertStudyVersion, upsertStudy, type StudyToActivate, type Tx } from '@echocohort/persistence';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';

/** What came of it: the study in force, and whether anything changed. */
export interface Activation {
  readonly studyId: string;
  readonly code: string;
  readonly version: string;
  readonly activated: boolean;
  readonly definition: StudyDefinition;
}

const rowsOf = (definition: StudyDefinition, digest: string): StudyToActivate => ({
  code: definition.study.code,
  nameZh: definition.study.title.zh,
  nameEn: definition.study.title.en,
  version: definition.study.version,
  digest,
  definition,
  centres: definition.centres.map(({ code, name, role }) => ({ code, nameZh: name.zh, nameEn: name.en, role })),
  devices: definition.devices.map(({ code, centre, manufacturer, model, transducer }) => ({ code, centre, manufacturer, model, transducer: transducer === '' ? null : transducer })),
});

/**
 * Puts a definition file into force. The same file again changes nothing; a changed file under an old version number
 * is refused, because cases were judged under that version.
 */
export async function activateStudy(tx: Tx, text: string, fileName: string): Promise<Result<Activation>> {
  const parsed = parseStudyDefinition(text, fileName);
  if (!parsed.ok) return parsed;
  const definition = parsed.value;
  const digest = createHash('sha256').update(text).digest('hex');
  const { code, version } = definition.study;
  const known = await findVersionDigest(tx, code, version);
  if (known !== null && known !== digest) {
    return refuse({ code: 'version-exists', detail: `${fileName}: version ${version} is in force with other content. Give the changed definition a new version.` });
  }
  const study = rowsOf(definition, digest);
  const studyId = await upsertStudy(tx, study);
  const activated = await insertStudyVersion(tx, studyId, study);
  if (activated) await appendAudit(tx, { id: studyId, code }, { type: 'study.version-activated', centre: null, case: null, payload: { version, digest } });
  return ok({ studyId, code, version, activated, definition });
}

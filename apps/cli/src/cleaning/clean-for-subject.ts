import { deidentify, readBack, verifyClean, type MaskTemplate } from '@echocohort/deidentification';
import { memorySource, parseDicom } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { NO_IDENTITY, ownIdentity, type OwnIdentity } from '@echocohort/text-detection';
import { pictureDecoder } from './picture-decoder.ts';
import { searchTexts } from './search-texts.ts';

/** What cleaning for a subject of the platform needs. */
export interface SubjectSettings {
  /** Null: only files that are clean already are taken. */
  readonly key: Uint8Array | null;
  readonly centre: string;
  readonly subjectCode: string;
  readonly templates: readonly MaskTemplate[];
  readonly searchText: boolean;
}

/** Bytes that may leave, and in how many frames text was searched for. */
export interface CleanForSubject {
  readonly bytes: Uint8Array;
  readonly searchedFrames: number;
}

interface Made {
  readonly bytes: Uint8Array;
  readonly regions: Parameters<typeof searchTexts>[1];
  readonly identity: OwnIdentity;
}

async function make(source: Uint8Array, { key, centre, subjectCode, templates }: SubjectSettings): Promise<Result<Made>> {
  if (key === null) {
    const verified = verifyClean(source, { centre, subjectCode, templates });
    return verified.ok ? ok({ bytes: source, regions: verified.value.mask, identity: NO_IDENTITY }) : verified;
  }
  const cleaned = deidentify(source, { key, subjectCode, templates, decoder: await pictureDecoder() });
  if (!cleaned.ok) return cleaned;
  const { bytes, mask, codes } = cleaned.value;
  if (!codes.includes('already-clean') && readBack(bytes, source).length > 0) return refuse({ code: 'read-back-failed', detail: 'The second reader found something of the source in the clean file; it is not sent.' });
  const parsed = parseDicom(source);
  return ok({ bytes, regions: mask, identity: parsed.ok ? ownIdentity(parsed.value) : NO_IDENTITY });
}

/** Cleans a file for a subject whose code the platform gave, reads it back and looks for text in it; held with a code when it must not leave. */
export async function cleanForSubject(source: Uint8Array, settings: SubjectSettings): Promise<Result<CleanForSubject>> {
  const made = await make(source, settings);
  if (!made.ok) return made;
  const { bytes, regions, identity } = made.value;
  if (!settings.searchText) return ok({ bytes, searchedFrames: 0 });
  const search = await searchTexts(memorySource(bytes), regions, identity, []);
  if (search === null) return refuse({ code: 'text-check-impossible', detail: 'No frame of the file can be painted, so text in it cannot be searched for.' });
  if (search.judgement.hold !== null) return refuse({ code: search.judgement.hold, detail: 'There is text inside the ultrasound region; look at the picture in the portal, or clean it with "echocohort deidentify" and a decisions file.' });
  return ok({ bytes, searchedFrames: search.searchedFrames });
}

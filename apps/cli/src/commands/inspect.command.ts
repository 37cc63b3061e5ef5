import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shownHeader, verifyClean, type ShownHeader } from '@echocohort/deidentification';
import { hasColourPixels, inspectImage, parseDicom, renderFrame, type DicomHeader, type DicomFile } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkSlot, imageFactsOf, type Finding, type Slot } from '@echocohort/protocol';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';
import type { CliIo, Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort inspect FILE... [--slot CODE] [--study FILE] [--json]

Shows what the checks read of each file: kind of image, pixels, scanner, regions and calibration, and whether the server
would take it as clean. With --slot and --study (a study.yaml) it also runs the slot's checks. No identifier is printed:
files are shown by their place in the command line.`;

interface Inspection {
  readonly file: number;
  /** Code of the reader when the file is no readable image. */
  readonly refused: string | null;
  readonly header: ShownHeader | null;
  readonly clean: boolean;
  /** Why the server would not take it: its code, and tag paths only. */
  readonly notClean: { readonly code: string; readonly paths: readonly string[] } | null;
  readonly findings: readonly Finding[];
}

interface Job {
  readonly files: readonly string[];
  readonly slot: Slot | null;
  readonly study: StudyDefinition | null;
  readonly json: boolean;
}

function argumentsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { slot: { type: 'string' }, study: { type: 'string' }, json: { type: 'boolean', default: false } } });
  } catch {
    return null;
  }
}

async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const parsed = argumentsOf(args);
  if (!parsed || parsed.positionals.length === 0) return refuse({ code: 'usage', detail: 'Give one or more files; "echocohort inspect --help" explains the rest.' });
  const { values, positionals } = parsed;
  const files = positionals.map((file) => resolve(io.cwd, file));
  if (values.study === undefined) return values.slot === undefined ? ok({ files, slot: null, study: null, json: values.json }) : refuse({ code: 'usage', detail: '--slot needs --study FILE, which says what the slot asks for.' });
  const text = await readFile(resolve(io.cwd, values.study), 'utf8').catch(() => null);
  if (text === null) return refuse({ code: 'usage', detail: 'The study file cannot be read.' });
  const study = parseStudyDefinition(text, values.study);
  if (!study.ok) return study;
  const slot = study.value.protocol.slots.find(({ code }) => code === values.slot) ?? null;
  if (values.slot !== undefined && slot === null) return refuse({ code: 'usage', detail: 'The study has no slot of that code.' });
  return ok({ files, slot, study: study.value, json: values.json });
}

function findingsOf(file: DicomFile, header: DicomHeader, paths: readonly string[] | null, { slot, study }: Job): Finding[] {
  if (slot === null || study === null) return [];
  const frame = renderFrame(file, 0);
  const colourPixels = frame.ok ? hasColourPixels(frame.value, header.regions) : null;
  const facts = imageFactsOf(header, { colourPixels, identifiablePaths: paths });
  return checkSlot(facts, slot, { examDate: null, filled: 0, replacing: false, devices: study.devices, samePictures: [] });
}

const pathsOf = (fact: unknown): string[] => (Array.isArray(fact) ? fact.filter((path) => typeof path === 'string') : []);

function inspect(bytes: Uint8Array, file: number, job: Job): Inspection {
  const nothing = { file, header: null, clean: false, notClean: null, findings: [] };
  const parsed = parseDicom(bytes);
  if (!parsed.ok) return { ...nothing, refused: parsed.refusal.code };
  const header = inspectImage(parsed.value);
  if (!header.ok) return { ...nothing, refused: header.refusal.code };
  const verified = verifyClean(bytes);
  const notClean = verified.ok ? null : { code: verified.refusal.code, paths: pathsOf(verified.refusal.facts?.['paths']) };
  const findings = findingsOf(parsed.value, header.value, notClean?.paths ?? null, job);
  return { file, refused: null, header: shownHeader(parsed.value, header.value), clean: verified.ok, notClean, findings };
}

function lines({ file, refused, header, notClean, findings }: Inspection): string[] {
  if (header === null) return [`file ${file}: not readable as an image (${refused ?? 'unknown'})`];
  const regions = header.regions.map(({ x0, y0, x1, y1, spatialFormat, dataType }) => `${x0},${y0}-${x1},${y1} format ${spatialFormat} type ${dataType}`);
  return [
    `file ${file}: ${header.columns}x${header.rows}, ${header.frames} frame(s), ${header.photometric}, ${header.bitsStored} bit, transfer syntax ${header.transferSyntax}`,
    `  modality ${header.modality ?? 'unknown'}, image type ${header.imageType.join(' / ') || 'none'}`,
    `  scanner ${[header.manufacturer, header.model, ...header.transducerData].filter(Boolean).join(', ') || 'unknown'}`,
    `  regions ${regions.join('; ') || 'none'}; ${header.calibrated ? 'calibrated' : 'not calibrated'}`,
    `  ${notClean === null ? 'clean: the server takes it' : `not clean (${notClean.code})${notClean.paths.length > 0 ? `: ${notClean.paths.join(' ')}` : ''}`}`,
    ...findings.map((finding) => `  ${finding.severity}: ${finding.code} - ${finding.sentence.en}`),
  ];
}

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const job = await readJob(args, io);
  if (!job.ok) {
    io.err(`${job.refusal.detail}\n`);
    return 2;
  }
  const inspections: Inspection[] = [];
  for (const [index, path] of job.value.files.entries()) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) {
      io.err(`File ${index + 1} cannot be read.\n`);
      return 2;
    }
    inspections.push(inspect(bytes, index + 1, job.value));
  }
  io.out(job.value.json ? `${JSON.stringify({ files: inspections })}\n` : `${inspections.flatMap(lines).join('\n')}\n`);
  return inspections.some(({ refused, clean, findings }) => refused !== null || !clean || findings.length > 0) ? 1 : 0;
}

export const command: Command = { name: 'inspect', summary: 'show what the checks read of a file', usage: USAGE, run };

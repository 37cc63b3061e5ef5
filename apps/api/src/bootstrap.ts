// Prepares an installation and prints one JSON document; called by the start script after the migrations.
// Environment: DATABASE_URL, STUDY_FILE, DEMO_PASSWORD (optional). Argument: --empty for no demo accounts.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Database } from '@echocohort/persistence';
import { prepareInstallation } from './bootstrap/prepare-installation.ts';

const { DATABASE_URL: url, STUDY_FILE: file, DEMO_PASSWORD: demoPassword } = process.env;
if (!url || !file) {
  process.stderr.write('bootstrap needs DATABASE_URL and STUDY_FILE\n');
  process.exit(2);
}
const database = new Database(url, { poolSize: 2 });
try {
  const mode = process.argv.includes('--empty') ? 'empty' : 'demo';
  const prepared = await prepareInstallation(database, { studyText: readFileSync(file, 'utf8'), studyFile: basename(file), mode, demoPassword });
  if (prepared.ok) process.stdout.write(`${JSON.stringify(prepared.value)}\n`);
  else process.stderr.write(`${prepared.refusal.detail}\n`);
  process.exitCode = prepared.ok ? 0 : 1;
} finally {
  await database.close();
}

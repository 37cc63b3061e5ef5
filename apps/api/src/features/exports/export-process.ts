import { readConfiguration } from '../../configuration/configuration.ts';
import { errorFacts } from '../../platform/log.ts';
import { readSigningKey } from '../../platform/signing-key.ts';
import { storageOf } from '../../platform/storage-of.ts';
import { makeExportZip, type ExportTask } from './export-work.ts';
import type { ExportOrder, ExportWord } from './export-workshop.ts';

const TELL_EVERY_MS = 500;

/** Says a word and waits until it has left, so that the process does not end before its last word. */
const say = (word: ExportWord): Promise<void> => new Promise((done) => { process.send?.(word, undefined, undefined, () => { done(); }); });

async function made(task: ExportTask, signal: AbortSignal): Promise<ExportWord> {
  try {
    const configuration = readConfiguration(process.env);
    const key = readSigningKey(configuration.signingKeyFile);
    let told = 0;
    const tell = (share: number): void => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      void say({ share });
    };
    return { made: await makeExportZip(task, { storage: storageOf(configuration), sign: (bytes) => key.attest(bytes), tell, signal }) };
  } catch (error) {
    return { broken: errorFacts(error) };
  }
}

// One task a process: it is answered, and the process ends. It ends, too, when nobody listens any more.
const asked = new AbortController();
process.on('disconnect', () => { asked.abort(); });
process.on('message', (order: ExportOrder) => {
  if ('stop' in order) asked.abort();
  else void made(order.task, asked.signal).then(say).then(() => { if (process.connected) process.disconnect(); });
});

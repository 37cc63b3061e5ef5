import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { callRoute, routes, sendRoute } from '@echocohort/contracts';
import { PICTURE, SCALE, withDrawnStudy } from './full-study.mjs';
import { enrolHolders, lockInProcess, pause, program } from './program.mjs';

async function exportedBy(caller, snapshotId) {
  const start = performance.now();
  let state = await callRoute(caller, routes.requestExport, { params: { snapshotId }, body: {} });
  while (!['finished', 'failed'].includes(state.status)) {
    await pause(200);
    state = await callRoute(caller, routes.exportState, { params: { exportId: state.id } });
  }
  if (state.status === 'failed') throw new Error(`the export failed: ${state.error}`);
  return { state, ms: performance.now() - start };
}

async function verified(file) {
  const start = performance.now();
  const cli = program('apps/cli/dist/main.js', ['verify', file]);
  const [code] = await cli.ended;
  if (code !== 0) throw new Error('the export of the benchmark does not verify');
  return { verifyMs: Math.round(performance.now() - start), verifyMiB: cli.peaks().main };
}

/**
 * Lock, export by the worker's own process and `echocohort verify` of the zip, for a study of the paper's size whose
 * images are thinned to 8 KB unless others are asked for. Each program as people start it; the most memory (MiB) that each of its processes held stands beside.
 */
export default function measure() {
  return withDrawnStudy(async ({ signIn, data, env }) => {
    await enrolHolders(signIn);
    const { snapshot, ...lock } = await lockInProcess(env);
    const worker = program('apps/api/dist/worker.js', [], env);
    const caller = await signIn('statistician');
    try {
      const { state, ms } = await exportedBy(caller, snapshot.id);
      const { worker: workerMiB, 'export-process': exportMiB } = worker.peaks();
      const zip = join(data, 'export.zip');
      await pipeline(Readable.fromWeb((await sendRoute(caller, routes.downloadExport, { params: { exportId: state.id } })).body), createWriteStream(zip));
      const plain = performance.now();
      // An export is on the disk when it is said to be there, so the archive must be too.
      execFileSync('tar', ['-cf', join(data, 'plain.tar'), '-C', join(data, 'storage'), 'objects']);
      execFileSync('sync', [join(data, 'plain.tar')]);
      const baseline = performance.now() - plain;
      return { unit: 'ms', value: Math.round(ms), baseline: Math.round(baseline), baselineName: 'the same objects by tar, forced to the disk', ratio: Number((ms / baseline).toPrecision(4)), runs: 1, scale: SCALE, picture: PICTURE, sizeBytes: state.sizeBytes, ...lock, workerMiB, exportMiB, ...(await verified(zip)) };
    } finally {
      worker.child.kill();
      await worker.ended;
    }
  });
}

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { median } from './pairs.mjs';

const isInstalled = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** What hospitals use, each in its fastest form: one process for the whole folder. They change named tags only, never a pixel. */
const TOOLS = [
  { name: 'dcmodify, eleven tags and private ones, one process (with copying)', program: 'dcmodify', inPlace: true, args: (files) => ['-nb', '-ie', '-imt', '-ep', ...['0010,0010', '0010,0020', '0010,0030', '0008,0080', '0008,0050', '0008,0090', '0008,1030', '0008,103e', '0010,2154', '0020,4000', '0008,1070'].flatMap((tag) => ['-ea', `(${tag})`]), ...files] },
  { name: 'gdcmanon --dumb, eight tags, one process', program: 'gdcmanon', inPlace: false, args: (_files, from, to) => ['--dumb', ...['10,10', '10,20', '10,30', '8,80', '8,50', '8,90', '8,1030', '10,2154'].flatMap((tag) => ['--empty', tag]), '-r', '-i', from, '-o', to] },
];

function milliseconds(tool, files, folder) {
  const [from, to] = [join(folder, 'other-in'), join(folder, 'other-out')];
  for (const path of [from, to]) rmSync(path, { recursive: true, force: true });
  mkdirSync(from);
  mkdirSync(to);
  if (!tool.inPlace) for (const file of files) copyFileSync(file, join(from, basename(file)));
  const start = performance.now();
  const copies = tool.inPlace ? files.map((file) => join(to, basename(file))) : [];
  copies.forEach((copy, index) => copyFileSync(files[index], copy));
  const run = spawnSync(tool.program, tool.args(copies, from, to), { stdio: 'ignore' });
  const taken = performance.now() - start;
  return run.status === 0 ? taken : null;
}

/** Milliseconds a file of other programs on the same files in the same run; one that is missing or fails is said so, not left out. */
export function otherTools(files, folder, runs = 3) {
  return TOOLS.map((tool) => {
    if (!isInstalled(tool.program)) return { name: tool.name, value: null, note: `${tool.program} is not installed` };
    const taken = Array.from({ length: runs }, () => milliseconds(tool, files, folder));
    if (taken.includes(null)) return { name: tool.name, value: null, note: `${tool.program} refused the files` };
    return { name: tool.name, value: Number((median(taken) / files.length).toPrecision(4)) };
  });
}

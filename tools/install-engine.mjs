#!/usr/bin/env node
// Gives tfjs-node its native half, so that training runs on the real TensorFlow library: the library and its headers come
// out of a wheel pinned by SHA-256 (fetched by the machine's own pip), the small addon is compiled here.
//
// Also lays OpenBLAS, which speeds up the WebAssembly engine where there is no compiler.
//
//   node tools/install-engine.mjs [--check] [--require] [--force]
//
// Ends in one line that says what the training engine will be. Exit 0 whatever happens, because training also runs on
// WebAssembly; --require turns failure into exit 1. --check only looks. Plain Node, no dependencies.
// Environment: ECHOCOHORT_ENGINE_WHEEL=<file> use this wheel; ECHOCOHORT_ENGINE_CACHE=<folder> keep the wheel there;
// ECHOCOHORT_ENGINE_SKIP=1 do nothing; CXX=<compiler>.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isHeader, LIBRARIES, LINKS, PACKAGE, WHEEL } from './engine/pin.mjs';
import { installOpenBlas } from './engine/openblas.mjs';
import { digestOf, downloadWheel, Unavailable, unavailable } from './engine/wheel.mjs';
import { extractMember, listZip } from './engine/zip.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options = new Set(process.argv.slice(2));
const require = createRequire(join(root, 'libs', 'training', 'package.json'));

function installedPackage() {
  let manifest;
  try {
    manifest = require.resolve(`${PACKAGE.name}/package.json`);
  } catch {
    unavailable(`${PACKAGE.name} is not installed`);
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (version !== PACKAGE.version) unavailable(`${PACKAGE.name} is ${version}; ${PACKAGE.version} is the one known`);
  return dirname(manifest);
}

/** Loads the engine in a child, so that a crash in native code ends only the child, and checks one known gradient. */
function tryEngine(folder) {
  const program = `
    const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value == null;
    util.isArray ??= Array.isArray;
    const tf = require(${JSON.stringify(folder)});
    const gradient = tf.grad((x) => tf.conv2d(x, tf.ones([3, 3, 1, 1]), 1, 'same').sum())(tf.ones([1, 4, 4, 1]));
    const sum = gradient.sum().dataSync()[0];
    process.stdout.write('\\n' + JSON.stringify({ sum, backend: tf.getBackend(), library: tf.backend().binding.TF_Version }));`;
  const child = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 120_000, env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' } });
  const last = (child.stdout ?? '').trim().split('\n').at(-1);
  if (child.status === 0 && last) {
    const answer = JSON.parse(last);
    // A 3x3 window over 4x4 pixels with padding touches 100 pixel-weight pairs, so the gradient's sum is 100.
    if (answer.backend === 'tensorflow' && Math.abs(answer.sum - 100) < 1e-3) return { library: answer.library };
    return { reason: 'it loads, but its convolution gradient is wrong' };
  }
  const told = (child.stderr ?? '').split('\n').find((line) => /error|cannot|GLIBC/i.test(line));
  return { reason: (told ?? `the child process ended with ${child.status ?? child.signal}`).trim() };
}

const wheelIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []).find((name) => name.startsWith(`tensorflow_cpu-${WHEEL.version}-`) && name.includes(WHEEL.abi) && name.endsWith('.whl'));

async function obtainWheel(work) {
  const given = process.env.ECHOCOHORT_ENGINE_WHEEL;
  const folder = process.env.ECHOCOHORT_ENGINE_CACHE ?? work;
  mkdirSync(folder, { recursive: true });
  if (!given && !wheelIn(folder)) downloadWheel(WHEEL, folder, work);
  const file = given ?? join(folder, wheelIn(folder) ?? unavailable('pip ended well but left no wheel'));
  if ((await digestOf(file)) !== WHEEL.sha256) unavailable('the wheel has another SHA-256 than the pinned one');
  return file;
}

async function unpack(wheel, target) {
  const members = await listZip(wheel);
  for (const member of members.filter(({ name }) => isHeader(name))) await extractMember(wheel, member, join(target, member.name.slice('tensorflow/'.length)));
  for (const library of LIBRARIES) {
    const member = members.find(({ name }) => name === `tensorflow/${library.name}`) ?? unavailable(`the wheel holds no ${library.name}`);
    const file = join(target, 'lib', library.name);
    await extractMember(wheel, member, file);
    if ((await digestOf(file)) !== library.sha256) unavailable(`${library.name} has another SHA-256 than the pinned one`);
  }
  for (const [name, points] of LINKS) symlinkSync(points, join(target, 'lib', name));
}

/** The same folder again at the cost of its names: files are linked, and copied only across file systems. */
function linkFolder(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}

async function isWhole(folder) {
  for (const library of LIBRARIES) {
    const file = join(folder, 'lib', library.name);
    if (!existsSync(file) || (await digestOf(file)) !== library.sha256) return false;
  }
  return true;
}

/**
 * Lays libraries and headers in `fresh`: from the copy that an earlier installation kept (a clean npm install throws the
 * package's own away), else out of the wheel, keeping a copy.
 */
async function layLibraries(fresh, work) {
  const kept = join(root, '.cache', 'engine', `${WHEEL.version}-${WHEEL.sha256.slice(0, 12)}`);
  if (await isWhole(kept)) return linkFolder(kept, fresh);
  await unpack(await obtainWheel(work), fresh);
  rmSync(kept, { recursive: true, force: true });
  linkFolder(fresh, join(work, 'kept'));
  mkdirSync(dirname(kept), { recursive: true });
  renameSync(join(work, 'kept'), kept);
}

function nodeHeaders() {
  const places = [join(dirname(dirname(process.execPath)), 'include', 'node'), '/usr/include/node', '/usr/local/include/node'];
  try {
    places.unshift(require('node-api-headers').include_dir);
  } catch {
    // Node's own headers may still be there; the next lines say so when they are not.
  }
  return places.find((place) => existsSync(join(place, 'node_api.h'))) ?? unavailable('no node_api.h (package node-api-headers)');
}

function findCompiler() {
  const candidates = [process.env.CXX, 'c++', 'g++', 'clang++'].filter(Boolean);
  return candidates.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) ?? unavailable('no C++ compiler (c++, g++ or clang++)');
}

function compile(compiler, headers, folder, addon) {
  mkdirSync(dirname(addon), { recursive: true });
  const run = spawnSync(compiler, ['-O2', '-std=c++17', '-fPIC', '-shared', `-DNAPI_VERSION=${PACKAGE.napi}`, '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION',
    `-I${headers}`, '-I.', '-Ideps/include', 'binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', `${addon}.new`,
    '-Ldeps/lib', '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'], { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0) unavailable(`the addon does not compile (${(run.stderr ?? '').split('\n').find((line) => line.includes('error')) ?? 'no reason given'})`);
  renameSync(`${addon}.new`, addon);
}

async function install() {
  if (process.env.ECHOCOHORT_ENGINE_SKIP === '1') unavailable('ECHOCOHORT_ENGINE_SKIP is set');
  const folder = installedPackage();
  const addon = join(folder, 'lib', `napi-v${PACKAGE.napi}`, 'tfjs_binding.node');
  if (existsSync(addon) && !options.has('--force')) {
    const engine = tryEngine(folder);
    if (engine.library) return engine.library;
    if (options.has('--check')) unavailable(`the addon is there but does not work: ${engine.reason}`);
  }
  if (options.has('--check')) unavailable('the addon is not built (npm run install-engine)');
  if (process.platform !== 'linux' || process.arch !== 'x64') unavailable(`no pinned library for ${process.platform} ${process.arch}`);
  if (!process.report.getReport().header.glibcVersionRuntime) unavailable('the pinned library needs glibc');
  const [compiler, headers] = [findCompiler(), nodeHeaders()];
  const fresh = join(folder, `deps.new-${process.pid}`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  const work = mkdtempSync(join(root, '.cache', 'engine-'));
  try {
    await layLibraries(fresh, work);
    rmSync(join(folder, 'deps'), { recursive: true, force: true });
    renameSync(fresh, join(folder, 'deps'));
    compile(compiler, headers, folder, addon);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
  const engine = tryEngine(folder);
  if (engine.library) return engine.library;
  rmSync(addon, { force: true });
  return unavailable(`the addon does not work on this machine: ${engine.reason}`);
}

const openBlas = process.env.ECHOCOHORT_ENGINE_SKIP === '1' ? null : await installOpenBlas(require, join(root, '.cache'), options.has('--check'));
try {
  process.stdout.write(`engine: tfjs-node ${PACKAGE.version} on TensorFlow ${await install()}, gradient checked${openBlas ? `; OpenBLAS ${openBlas} for the WebAssembly engine` : ''}\n`);
} catch (error) {
  const reason = error instanceof Unavailable ? error.message : (error.stack ?? String(error)).replaceAll('\n', ' | ');
  process.stdout.write(`engine: WebAssembly${openBlas ? ` with OpenBLAS ${openBlas}` : ''} (the native TensorFlow library is not used: ${reason})\n`);
  if (options.has('--require')) process.exitCode = 1;
}

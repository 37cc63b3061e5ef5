import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** Single-precision matrix products of OpenBLAS, row by row: C = A x B (+ C), either factor transposed. */
export interface Blas {
  readonly library: string;
  /** Which of its kernels it runs, as it says itself. */
  readonly kernels: string;
  readonly threads: number;
  multiply(product: Product): void;
}

/** A product of `rows` x `inner` by `inner` x `columns` numbers; `add` keeps what the result holds. */
export interface Product {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly add?: boolean;
}

/** Where a machine's own OpenBLAS lies: Debian's names first, then macOS with Homebrew. `ECHOCOHORT_OPENBLAS` names another. */
const PLACES = ['libopenblas.so.0', '/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0', '/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0', '/opt/homebrew/opt/openblas/lib/libopenblas.dylib', '/usr/local/opt/openblas/lib/libopenblas.dylib'];

/** Numbers of cblas.h. */
const ROW_MAJOR = 101;
const PLAIN = 111;
const TRANSPOSED = 112;

/** Older OpenBLAS does not know newer processors and takes AVX2 kernels on them, at half the speed. */
function preferWideKernels(): void {
  try {
    if (process.platform === 'linux' && / avx512f /.test(readFileSync('/proc/cpuinfo', 'latin1'))) process.env.OPENBLAS_CORETYPE ??= 'SkylakeX';
  } catch {
    // No /proc: OpenBLAS chooses by itself.
  }
}

/** The name as a value: the package is optional, so the compiler must not look for it. */
const PACKAGE: string = 'koffi';

type Native = (...given: readonly unknown[]) => unknown;
interface NativeLibrary {
  func(signature: string): Native;
}
interface Koffi {
  load(path: string): NativeLibrary;
}

const isKoffi = (value: unknown): value is Koffi => typeof value === 'object' && value !== null && 'load' in value && typeof value.load === 'function';

async function loadKoffi(): Promise<Koffi> {
  const imported: unknown = await import(PACKAGE);
  if (isKoffi(imported)) return imported;
  if (typeof imported === 'object' && imported !== null && 'default' in imported && isKoffi(imported.default)) return imported.default;
  throw new Error('the package koffi is not the known one');
}

/** The library that `npm run install-engine` laid beside koffi, as the running program finds that package. */
function installedPlaces(): string[] {
  try {
    return [join(dirname(createRequire(realpathSync(process.argv[1] ?? '')).resolve('koffi')), 'openblas', 'libscipy_openblas.so')];
  } catch {
    return []; // started without a file, or koffi does not show its place
  }
}

/** OpenBLAS as distributions build it, and as the builds for numpy and scipy name its functions (`64_`: with 64-bit integers). */
const BUILDS = [{ prefix: '', suffix: '', int: 'int' }, { prefix: 'scipy_', suffix: '', int: 'int' }, { prefix: 'scipy_', suffix: '64_', int: 'int64_t' }] as const;

function buildOf(library: NativeLibrary): { readonly build: (typeof BUILDS)[number]; readonly kernels: string } {
  for (const build of BUILDS) {
    try {
      return { build, kernels: String(library.func(`const char *${build.prefix}openblas_get_corename${build.suffix}()`)()) };
    } catch {
      // Other names: the next build, and at the end one sentence for all of them.
    }
  }
  throw new Error('the library is no OpenBLAS');
}

function loadLibrary(koffi: Koffi): { readonly path: string; readonly library: NativeLibrary } {
  const given = process.env.ECHOCOHORT_OPENBLAS;
  for (const path of given === undefined ? [...installedPlaces(), ...PLACES] : [given]) {
    try {
      return { path, library: koffi.load(path) };
    } catch {
      // Not there: the next place, and at the end one sentence for all of them.
    }
  }
  throw new Error(given === undefined ? 'OpenBLAS is not installed (npm run install-engine, or Debian: libopenblas0-pthread)' : 'the library named by ECHOCOHORT_OPENBLAS cannot be loaded');
}

/** Loads OpenBLAS; throws with the reason where koffi or the library is missing. */
export async function openBlas(): Promise<Blas> {
  const koffi = await loadKoffi();
  preferWideKernels();
  const { path, library } = loadLibrary(koffi);
  const threads = Number(process.env.OPENBLAS_NUM_THREADS ?? availableParallelism());
  const { build: { prefix, suffix, int }, kernels } = buildOf(library);
  library.func(`void ${prefix}openblas_set_num_threads${suffix}(int)`)(threads);
  const gemm = library.func(`void ${prefix}cblas_sgemm${suffix}(int order, int transa, int transb, ${int} m, ${int} n, ${int} k, float alpha, const float *a, ${int} lda, const float *b, ${int} ldb, float beta, float *c, ${int} ldc)`);
  return {
    library: path.split('/').at(-1) ?? path, kernels, threads,
    multiply: ({ a, b, c, rows, columns, inner, transposeA = false, transposeB = false, add = false }) =>
      void gemm(ROW_MAJOR, transposeA ? TRANSPOSED : PLAIN, transposeB ? TRANSPOSED : PLAIN, rows, columns, inner, 1, a, transposeA ? rows : inner, b, transposeB ? inner : columns, add ? 1 : 0, c, columns),
  };
}

// What the native training engine is made of. Every byte that is executed is pinned here.

/** The npm package whose JavaScript half is used. */
export const PACKAGE = { name: '@tensorflow/tfjs-node', version: '4.22.0', napi: 8 };

/** The wheel that carries TensorFlow's C library. It is unpacked and never installed; Python does not run. */
export const WHEEL = {
  project: 'tensorflow-cpu',
  version: '2.15.1',
  python: '3.11',
  abi: 'cp311',
  platform: 'manylinux2014_x86_64',
  megabytes: 207,
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
};

/** The two shared objects inside it, under their SONAMEs, with their digests. */
export const LIBRARIES = [
  { name: 'libtensorflow_cc.so.2', sha256: '26c52413c74ae9495f742c93b87fcb515c9010627f3feb5ad29b65dff901a2ee' },
  { name: 'libtensorflow_framework.so.2', sha256: '1ed1f34811d338f934cb01155be51963f7a8ef4155cd201d0fba34b27425fc6b' },
];

/** Names the linker asks for; the third keeps the package's own install script from trying a download. */
export const LINKS = [
  ['libtensorflow.so', 'libtensorflow_cc.so.2'],
  ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
  ['libtensorflow.so.2.9.1', 'libtensorflow_cc.so.2'],
];

/** Headers of the C interface, and of the string type that they forward to. */
export const isHeader = (path) => {
  if (!path.startsWith('tensorflow/include/') || !path.endsWith('.h')) return false;
  const inside = path.slice('tensorflow/include/'.length);
  return inside.startsWith('tensorflow/c/') || inside.startsWith('tsl/c/') || /^(tensorflow\/core|tensorflow\/tsl|tsl)\/platform\/ctstring(_internal)?\.h$/.test(inside);
};

/** OpenBLAS for the WebAssembly engine: built for all processors at once, threads inside, chosen at run time. */
export const OPENBLAS = {
  project: 'scipy-openblas32',
  version: '0.3.31.188.0',
  python: '3.11',
  abi: 'cp311',
  platform: 'manylinux2014_x86_64',
  megabytes: 9,
  sha256: '29534062c634a635c4d86b7f238541a81a39e457048ad3d717f54843530a0112',
  inside: 'scipy_openblas32/lib/',
  /** Folder beside koffi's files; `openblas.ts` looks there. */
  folder: 'openblas',
  libraries: [
    { name: 'libscipy_openblas.so', sha256: '1209e25e77d668246de596be4570f32c1c60eb3b551534d2fbdc31aa6c11a6bf' },
    { name: 'libgfortran-040039e1.so.5.0.0', sha256: '0352e75f0719d9a299cb52919977eb5d7bd249d1fcad06d5e14030b272aae619' },
    { name: 'libquadmath-96973f99.so.0.0.0', sha256: '934c22ded0e7d169c4d4678876c96051adf3d94545da962f60b41659b075da3b' },
  ],
};

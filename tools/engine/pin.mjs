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

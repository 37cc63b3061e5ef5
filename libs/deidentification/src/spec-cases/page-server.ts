import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { transform } from '@swc/core';

const ROOT = join(__dirname, '..', '..', '..', '..');

/** What a browser needs to find the packages that the libraries name. */
const IMPORTS = {
  '@echocohort/kernel': '/libs/kernel/src/index.ts', '@echocohort/dicom': '/libs/dicom/src/index.ts', '@echocohort/deidentification': '/libs/deidentification/src/index.ts', '@echocohort/codecs': '/libs/codecs/src/index.ts',
  '@noble/hashes/': '/libs/deidentification/node_modules/@noble/hashes/', 'dicom-parser': '/wrapped/node_modules/dicom-parser/dist/dicomParser.min.js',
  '@cornerstonejs/codec-charls/decodewasmjs': '/wrapped/node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.js',
  '@cornerstonejs/codec-openjpeg/decodewasmjs': '/wrapped/node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.js',
  '@cornerstonejs/codec-openjph/wasmjs': '/wrapped/node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.js',
};

const PAGE = `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script><script type="module">
import * as deidentification from '@echocohort/deidentification';
import * as codecs from '@echocohort/codecs';
window.libraries = { deidentification, codecs };
document.documentElement.dataset.ready = 'yes';
</script>`;

/** A browser takes modules only: old ones are given a `module` to fill and empty ones to require, as a bundler does. */
const wrapped = (text: string): string => `const module = { exports: {} }; const exports = module.exports; const require = () => ({}); ${text}\nexport default module.exports;`;

async function script(path: string): Promise<string> {
  const text = await readFile(join(ROOT, path), 'utf8');
  if (!path.endsWith('.ts')) return text;
  return (await transform(text, { filename: path, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } })).code;
}

async function answer(url: string): Promise<{ type: string; body: string | Buffer } | null> {
  if (url === '/') return { type: 'text/html', body: PAGE };
  const path = normalize(url);
  if (path.startsWith('/wrapped/')) return { type: 'text/javascript', body: wrapped(await script(path.slice('/wrapped'.length))) };
  if (path.endsWith('.wasm')) return { type: 'application/wasm', body: await readFile(join(ROOT, path)) };
  return /^\/(?:libs|node_modules)\/.*\.(?:ts|js)$/.test(path) ? { type: 'text/javascript', body: await script(path) } : null;
}

/** Serves the libraries' sources to a browser on this machine, each compiled when it is asked for. */
export function pageServer(): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/').catch(() => null).then((found) => {
      response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain', 'content-security-policy': "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" });
      response.end(found?.body ?? '');
    }, () => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve({ server, address: `http://127.0.0.1:${address.port}/` });
    });
  });
}

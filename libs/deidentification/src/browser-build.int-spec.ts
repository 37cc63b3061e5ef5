import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import bundled from '@sparticuz/chromium';
import { deidentify } from './index.ts';
import { allCases } from './spec-cases/all-cases.ts';
import { pageServer } from './spec-cases/page-server.ts';

const KEY = new Uint8Array(32).fill(11);
const SUBJECT = 'C03-0142';

/** The browser that CHROMIUM_PATH names, else one on the PATH, else the one packed in npm. */
async function browserPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].map((name) => join(folder, name)));
  return onPath.find((path) => existsSync(path)) ?? bundled.executablePath();
}

/** Cleans sources in the page; answers digest and code of each. The page's own libraries do the work. */
const CLEAN_IN_PAGE = `async ({ sources, key, subject, wasm }) => {
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { deidentification, codecs } = window.libraries;
  const decoder = await codecs.loadPictureDecoder(async ({ codec }) => new Uint8Array(await (await fetch(wasm[codec])).arrayBuffer()));
  const results = [];
  for (const source of sources) {
    const result = deidentification.deidentify(bytesOf(source), { key: bytesOf(key), subjectCode: subject, decoder });
    if (!result.ok) { results.push(result.refusal.code); continue; }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', result.value.bytes));
    results.push([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
  return results;
}`;

const WASM = {
  charls: '/node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm', openjpeg: '/node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  openjph: '/node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
};

let server: Server;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  const served = await pageServer();
  server = served.server;
  browser = await chromium.launch({ executablePath: await browserPath(), args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });
  page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (response) => { if (!response.ok()) faults.push(`${response.status()} ${response.url()}`); });
  page.on('requestfailed', (request) => faults.push(`failed ${request.url()}`));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  await page.goto(served.address);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 30_000 }).catch((error: unknown) => { throw new Error(`the libraries do not load in the browser: ${faults.join('; ')}`, { cause: error }); });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => { server.close(resolve); });
});

describe('the same rules in a browser', () => {
  it('give the same bytes, or the same hold, for every case of the corpus and for real files', async () => {
    const real = await Promise.all(['OBXXXX1A_rle_2frame.dcm', 'JPGLosslessP14SV1_1s_1f_8b.dcm', 'dcm4che_YBR_FULL-RLE.dcm', 'US1_J2KR.dcm'].map((name) => readFile(join(__dirname, '..', 'test-files', name))));
    const sources = [...allCases('2').map(({ bytes }) => bytes), ...real.map((bytes) => new Uint8Array(bytes))];
    const here = sources.map((bytes) => {
      const result = deidentify(bytes, { key: KEY, subjectCode: SUBJECT });
      return result.ok ? createHash('sha256').update(result.value.bytes).digest('hex') : result.refusal.code;
    });
    const argument = { sources: sources.map((bytes) => Buffer.from(bytes).toString('base64')), key: Buffer.from(KEY).toString('base64'), subject: SUBJECT, wasm: WASM };
    const there: unknown = await page.evaluate(`(${CLEAN_IN_PAGE})(${JSON.stringify(argument)})`);
    // The browser has a decoder here, Node has none: those streams are no pictures, so both hold them, each in its own words.
    const alike = (codes: unknown): unknown[] => (Array.isArray(codes) ? codes.map((code: unknown) => (code === 'picture-damaged' ? 'codec-not-supported' : code)) : []);
    expect(alike(there)).toEqual(alike(here));
  }, 300_000);
});

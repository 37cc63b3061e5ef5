import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startedApi, type StartedApi } from '@echocohort/api/spec-cases/started-api';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumPath } from './chromium-path.ts';

/** A role of the study, as the demo accounts have them. */
export type Role = Parameters<StartedApi['as']>[0];

/** The real API on a database of its own, the built portal, and a browser. */
export interface PortalStack {
  readonly started: StartedApi;
  readonly url: string;
  /** A signed-in page of a role's demo account, in a browser profile of its own. */
  open(role: Role, options?: OpenOptions): Promise<Page>;
  /** Requests that any page sent to somewhere else than the portal. */
  readonly elsewhere: readonly string[];
  /** Faults that any page reported: uncaught errors and failures that it logged. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

interface OpenOptions {
  readonly centre?: string;
  readonly locale?: 'zh' | 'en';
}

const ROOT = process.cwd();
const SCREEN = { width: 1366, height: 768 };
const PATIENCE_MS = 60_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** `next start` on what `next build` made, as an installation runs it. */
async function startPortal(apiUrl: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  if (!existsSync(join(ROOT, 'apps/portal/.next/BUILD_ID'))) throw new Error('The portal is not built: run "npm run build" first.');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', ECHOCOHORT_API_URL: apiUrl, NEXTAUTH_URL: url, NEXTAUTH_SECRET: randomBytes(32).toString('base64url') };
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'start', 'apps/portal', '--port', String(port), '--hostname', '127.0.0.1'], { cwd: ROOT, env, stdio: 'ignore' });
  const end = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}/healthz`))) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill();
      throw new Error('The portal did not start.');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, child };
}

const launch = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumPath(),
    args: ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });

/** Signs in as a person would. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
}

/** Starts everything; call `close()` in afterAll. */
export async function portalStack(): Promise<PortalStack> {
  const started = await startedApi();
  const portal = await startPortal(started.api.url);
  const browser = await launch();
  const contexts: BrowserContext[] = [];
  const [elsewhere, faults]: [string[], string[]] = [[], []];
  const watch = (page: Page): void => {
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => {
      if (!request.url().startsWith(portal.url) && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => faults.push(error.message));
  };
  return {
    started, url: portal.url, elsewhere, faults,
    open: async (role, { centre, locale = 'en' } = {}) => {
      const context = await browser.newContext({ viewport: SCREEN, acceptDownloads: true, reducedMotion: 'reduce' });
      contexts.push(context);
      await context.addCookies([{ name: 'locale', value: locale, url: portal.url }]);
      const page = await context.newPage();
      watch(page);
      await page.goto(`${portal.url}/sign-in`);
      await signIn(page, `${role}${centre === undefined ? '' : `-${centre.toLowerCase()}`}@demo.echocohort.example`, started.password);
      await page.waitForURL((url) => url.pathname !== '/sign-in' && url.pathname !== '/');
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      portal.child.kill('SIGTERM');
      await started.close();
    },
  };
}

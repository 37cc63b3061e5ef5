import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

// There is not always a Docker at hand to try these files; what can be known by reading them is.

const service = z.object({
  image: z.string(), command: z.union([z.string(), z.array(z.string())]).optional(), env_file: z.union([z.string(), z.array(z.string())]).transform((files) => [files].flat()).optional(), build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  volumes: z.array(z.string()).optional(), secrets: z.array(z.string()).optional(), restart: z.string().optional(), environment: z.record(z.string(), z.string()).optional(), healthcheck: z.object({ test: z.array(z.string()) }).optional(), deploy: z.object({ replicas: z.string() }).optional(), depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const compose = z.object({ name: z.string(), services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()).optional(), secrets: z.record(z.string(), z.object({ file: z.string() })).optional() });

const read = (file: string) => compose.parse(parse(readFileSync(join('docker', file), 'utf8'), { merge: true }));
/** Names of the variables of an example file. */
const variablesOf = (file: string): string[] => readFileSync(join('docker', file), 'utf8').split('\n').flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);

describe.each(['compose.yaml', 'trainers.yaml'])('%s', (file) => {
  const { services, volumes = {}, secrets = {} } = read(file);

  it('names only files, services, volumes and secrets that are there', () => {
    for (const each of Object.values(services)) {
      if (each.build) expect(existsSync(join('docker', each.build.context, each.build.dockerfile))).toBe(true);
      for (const settings of each.env_file ?? []) expect(existsSync(join('docker', `${settings}.example`))).toBe(true);
      for (const needed of Object.keys(each.depends_on ?? {})) expect(Object.keys(services)).toContain(needed);
      for (const volume of each.volumes ?? []) expect(volume.startsWith('./') || Object.keys(volumes).includes(volume.split(':')[0] ?? '')).toBe(true);
      for (const secret of each.secrets ?? []) expect(Object.keys(secrets)).toContain(secret);
      const script = Array.isArray(each.command) ? each.command.find((part) => part.startsWith('apps/')) : undefined;
      if (script?.endsWith('.js')) expect(existsSync(script.replace('/dist/', '/src/').replace(/\.js$/, '.ts'))).toBe(true);
    }
  });

  it('looks after every service that keeps running', () => {
    expect(Object.keys(services).filter((name) => services[name]?.restart !== undefined && services[name].healthcheck === undefined)).toEqual([]);
  });

  it('calls a program well as long as its sign of life is younger than a minute', () => {
    const folder = mkdtempSync(join(tmpdir(), 'echocohort-sign-'));
    const sign = join(folder, 'sign');
    for (const { healthcheck, environment } of Object.values(services).filter(({ environment }) => environment?.['SIGN_OF_LIFE_FILE'])) {
      expect(environment).toEqual({ SIGN_OF_LIFE_FILE: '/tmp/sign-of-life' });
      const [how, node, ...script] = healthcheck?.test ?? [];
      expect([how, node]).toEqual(['CMD', 'node']);
      const statusAt = (seconds: number): number | null => {
        writeFileSync(sign, '');
        utimesSync(sign, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds);
        return spawnSync(process.execPath, script, { env: { SIGN_OF_LIFE_FILE: sign } }).status;
      };
      expect([statusAt(5), statusAt(90)]).toEqual([0, 1]);
      rmSync(sign);
      expect(spawnSync(process.execPath, script, { env: { SIGN_OF_LIFE_FILE: sign } }).status).toBe(1);
    }
    rmSync(folder, { recursive: true });
  });

  it('runs as many trainers as asked for, without state and without the keys of the record', () => {
    const { trainer } = services;
    expect(trainer?.deploy?.replicas).toMatch(/^\$\{TRAINERS:-\d\}$/);
    expect([trainer?.volumes, trainer?.secrets, trainer?.env_file]).toEqual([undefined, undefined, ['trainer.env']]);
  });
});

it('a trainer is told the job tables and the storage, and nothing of the record', () => {
  const told = variablesOf('trainer.env.example');
  expect(told).toEqual(expect.arrayContaining(['JOBS_DATABASE_URL', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY']));
  expect(told.filter((name) => /^DATABASE|SIGNING|NEXTAUTH|POSTGRES/.test(name))).toEqual([]);
});

it('the password of the database owner reaches only what prepares the database', () => {
  const { services } = read('compose.yaml');
  expect(Object.keys(services).filter((name) => services[name]?.env_file?.includes('owner.env')).sort()).toEqual(['postgres', 'prepare']);
});

it('API and worker use the job tables as themselves', () => expect(variablesOf('site.env.example')).not.toContain('JOBS_DATABASE_URL'));

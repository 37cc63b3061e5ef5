import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Database, dueMails, insertNotice, noticesOf } from '@echocohort/persistence';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { randomUUID } from 'node:crypto';
import { readConfiguration, type Configuration } from '../../configuration/configuration.ts';
import { createLog } from '../../platform/log.ts';
import { Notify } from './notify.ts';
import { SendMailsTask } from './send-mails.task.ts';

// Mails to a real server on a real socket; the server is small and keeps what it is given.

interface Sink {
  readonly server: Server;
  readonly url: string;
  readonly mails: { to: string; text: string }[];
}

/** A mail server that takes everything, or refuses every recipient. */
async function smtpSink(refuses = false): Promise<Sink> {
  const mails: Sink['mails'] = [];
  const talk = (socket: Socket): void => {
    let to = '';
    let data: string | null = null;
    let rest = '';
    const line = (text: string): string | null => {
      if (data !== null) {
        if (text !== '.') data += `${text}\n`;
        else {
          mails.push({ to, text: data });
          data = null;
          return '250 kept';
        }
        return null;
      }
      const word = text.slice(0, 4).toUpperCase();
      if (word === 'RCPT') {
        to = /<([^>]*)>/.exec(text)?.[1] ?? '';
        return refuses ? '550 nobody here' : '250 ok';
      }
      if (word === 'DATA') data = '';
      return word === 'DATA' ? '354 go on' : word === 'QUIT' ? '221 bye' : '250 ok';
    };
    socket.write('220 sink\r\n');
    socket.on('error', () => undefined); // the client may hang up first
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const answer = line(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (answer !== null) socket.write(`${answer}\r\n`);
      }
    });
  };
  const server = createServer(talk);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return { server, url: `smtp://127.0.0.1:${address.port}`, mails };
}

let test: TestDatabase;
let database: Database;
let personId: string;
const runId = randomUUID();
const log = createLog('silent');

beforeAll(async () => {
  test = await createTestDatabase();
  database = new Database(test.appUrl, { poolSize: 2 });
  personId = await database.system(async (tx) => (await tx.prisma.person.create({ data: { email: 'somebody@hospital.example', name: 'Some Body', locale: 'zh' } })).id);
}, 60_000);
afterAll(async () => {
  await database.close();
  await test.drop();
});

const configuration = (url?: string): Configuration => readConfiguration({ DATABASE_URL: test.appUrl, ECHOCOHORT_SIGNING_KEY_FILE: 'key.pem', MAIL_FROM: 'study@hospital.example', PORTAL_URL: 'https://study.example.org', SMTP_URL: url });
const tell = (given: Configuration) => database.system((tx) => new Notify(given).person(tx, personId, { kind: 'run-failed', runId, model: 'LB', code: 'loss-not-finite' }));
const send = (given: Configuration) => new SendMailsTask(database, given, log).run();
const due = () => database.system((tx) => dueMails(tx, 10));

it('sends nothing without a mail server; the notice is in the portal all the same', async () => {
  await tell(configuration());
  await send(configuration());
  expect(await due()).toEqual([]);
  expect((await database.system((tx) => noticesOf(tx, personId, 10))).unread).toBe(1);
});

it('sends each notice once, in the language of its person, naming the run and nobody', async () => {
  const sink = await smtpSink();
  await tell(configuration(sink.url));
  await send(configuration(sink.url));
  await send(configuration(sink.url));
  sink.server.close();
  expect(sink.mails).toHaveLength(1);
  const [mail] = sink.mails;
  expect(mail?.to).toBe('somebody@hospital.example');
  const body = Buffer.from(mail?.text.split('\n\n').slice(1).join('') ?? '', 'base64').toString('utf8');
  const text = body.includes(runId) ? body : (mail?.text ?? '').replaceAll('=\n', '');
  expect(text).toContain(`/runs/${runId}`);
  expect(mail?.text).toContain('From: study@hospital.example');
  expect(mail?.text).not.toMatch(/Some Body|C\d\d-\d{4}/);
  expect(await due()).toEqual([]);
});

it('tries again when the server refuses or is away, and gives up in the end', async () => {
  const sink = await smtpSink(true);
  await tell(configuration(sink.url));
  await send(configuration(sink.url));
  expect(await due()).toMatchObject([{ tries: 1 }]);
  sink.server.close();
  for (let round = 0; round < 4; round++) await send(configuration(sink.url));
  expect(sink.mails).toEqual([]);
  expect(await due()).toEqual([]);
});

it('shows a notice to its person only', async () => {
  const own = { person: personId, roles: ['statistician'], centres: [], pathology: false };
  expect((await database.as(own, (tx) => noticesOf(tx, personId, 10))).items.length).toBe(3);
  expect((await database.as({ ...own, person: randomUUID() }, (tx) => noticesOf(tx, personId, 10))).items).toEqual([]);
  await expect(database.as({ ...own, person: randomUUID() }, (tx) => insertNotice(tx, { personId, kind: 'run-failed', facts: {}, mail: 'none' }))).rejects.toThrow();
});

import { routes } from '@echocohort/contracts';
import { errorFacts } from '../platform/log.ts';
import { cursorAt, placeOf } from './cursor.ts';
import { openApiDocument } from './openapi.ts';
import { outageOf } from './outage.ts';
import { problemOf } from './problem.ts';
import { readRange } from './stream-answer.ts';

describe('byte ranges', () => {
  it.each([
    [undefined, 10, null],
    ['bytes=0-3', 10, { start: 0, end: 3 }],
    ['bytes=4-', 10, { start: 4, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-30', 10, { start: 0, end: 9 }],
    ['bytes=5-99', 10, { start: 5, end: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=5-3', 10, null],
    ['bytes=0-1,4-5', 10, null],
    ['lines=0-3', 10, null],
    ['bytes=0-3', null, null],
  ])('%s of %s bytes: %j', (header, size, range) => expect(readRange(header, size)).toEqual(range));
});

describe('refusals as problem documents', () => {
  it.each([
    ['not-found', 404], ['version-changed', 412], ['if-match-missing', 428], ['case-locked', 409], ['too-large', 413], ['storage-full', 507],
    ['database-down', 503], ['signed-out', 401], ['locked-out', 429], ['identifiable', 422], ['a-code-that-no-table-has', 422],
  ])('%s answers %i', (code, status) => {
    const { title, ...rest } = problemOf({ code, detail: 'why' });
    expect(rest).toEqual({ type: `urn:echocohort:problem:${code}`, status, code, detail: 'why' });
    expect(title).toMatch(/^[A-Z]/);
  });
});

describe('outages', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'database-down'],
    [Object.assign(new Error('x'), { code: 'P1001' }), 'database-down'],
    [new Error('outer', { cause: Object.assign(new Error('x'), { code: '57P01' }) }), 'database-down'],
    [new Error('Connection terminated unexpectedly'), 'database-down'],
    [Object.assign(new Error('x'), { code: 'EC001' }), 'case-locked'],
    [new Error('outer', { cause: Object.assign(new Error('x'), { code: '23505' }) }), 'conflict'],
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 'storage-full'],
    [new TypeError('a fault of ours'), undefined],
    ['no error at all', undefined],
  ])('%s is %s', (error, code) => expect(outageOf(error)?.code).toBe(code));
});

describe('what the log says of an unexpected error', () => {
  it('is its class, its code and its place, never its message', () => {
    const facts = errorFacts(Object.assign(new RangeError('ZHANG^SAN is out of range'), { code: 'E1' }));
    expect(facts).toMatchObject({ error: 'RangeError', errorCode: 'E1' });
    expect(facts.frames[0]).toContain('http.spec.ts');
    expect(JSON.stringify(facts)).not.toContain('ZHANG');
  });
  it('leaves a message of several lines out too', () => {
    expect(JSON.stringify(errorFacts(new Error('first\n    at ZHANG^SAN\nlast')))).not.toMatch(/first|ZHANG|last/);
  });
});

describe('cursors', () => {
  it('come back as the place that they were made of', () => expect(placeOf(cursorAt('C01-0001-L1'))).toEqual({ ok: true, value: 'C01-0001-L1' }));
  it('refuses one that no list gave', () => expect(placeOf('%%%')).toMatchObject({ ok: false, refusal: { code: 'invalid-cursor' } }));
});

describe('the OpenAPI document', () => {
  const paths: Record<string, unknown> = Object.fromEntries(Object.entries(openApiDocument()['paths'] ?? {}));
  it.each(Object.values(routes).map((route) => [route.name, route] as const))('has %s with its answer', (name, route) => {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    expect(paths[path]).toHaveProperty([route.method.toLowerCase(), 'operationId'], name);
  });
  it('names parameters, versions and idempotency where the contract has them', () => {
    const accept = JSON.stringify(paths['/v1/panel/cases/{caseId}/acceptance']);
    expect(accept).toContain('"name":"caseId","in":"path","required":true');
    expect(accept).toContain('"name":"If-Match","in":"header","required":true');
    expect(JSON.stringify(paths['/v1/subjects'])).toContain('Idempotency-Key');
  });
});

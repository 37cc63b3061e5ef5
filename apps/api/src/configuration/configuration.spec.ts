import { ConfigurationError, readConfiguration } from './configuration.ts';

const good = { DATABASE_URL: 'postgresql://app:secret@127.0.0.1/study', ECHOCOHORT_SIGNING_KEY_FILE: '/keys/signing.pem' };

describe('the configuration', () => {
  it('fills in what may be left out', () => {
    expect(readConfiguration(good)).toMatchObject({ port: 4000, host: '127.0.0.1', maxUploadBytes: 536_870_912, sessionHours: 12, jobsDatabaseUrl: good.DATABASE_URL });
  });

  it('takes an empty variable for a missing one', () => expect(readConfiguration({ ...good, API_PORT: '' }).port).toBe(4000));

  it('names every bad variable at once and no value', () => {
    const read = () => readConfiguration({ DATABASE_URL: 'mysql://secret', API_PORT: '99999', SESSION_HOURS: 'soon' });
    expect(read).toThrow(ConfigurationError);
    const error: unknown = (() => { try { return read(); } catch (caught) { return caught; } })();
    const faults = error instanceof ConfigurationError ? error.faults : [];
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['DATABASE_URL', 'ECHOCOHORT_SIGNING_KEY_FILE', 'API_PORT', 'SESSION_HOURS']);
    expect(faults.join()).not.toContain('secret');
  });
});

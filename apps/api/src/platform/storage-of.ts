import { storageFromEnvironment, type ObjectStorage } from '@echocohort/storage';
import { ConfigurationError, type Configuration } from '../configuration/configuration.ts';

/** The storage that the environment names; a start without one stops here. */
export function storageOf(configuration: Pick<Configuration, 'environment'>): ObjectStorage {
  const storage = storageFromEnvironment(configuration.environment);
  if (!storage.ok) throw new ConfigurationError([storage.refusal.detail]);
  return storage.value;
}

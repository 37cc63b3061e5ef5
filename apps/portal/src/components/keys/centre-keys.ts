/** A centre's secret: it de-identifies files and shifts dates in this browser, and is never sent anywhere. */
export interface CentreKey {
  readonly centre: string;
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;
const DATABASE = 'echocohort-keys';
const STORE = 'centre-keys';

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser refused its own storage.'));
  });

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await asked(opening);
  return database.transaction(STORE, mode).objectStore(STORE);
}

/** The key that this browser holds for a centre, or null. */
export async function heldKey(centre: string): Promise<Uint8Array | null> {
  const found: unknown = await asked((await store('readonly')).get(centre));
  return found instanceof Uint8Array && found.length === KEY_BYTES ? found : null;
}

export async function keepKey({ centre, key }: CentreKey): Promise<void> {
  await asked((await store('readwrite')).put(key, centre));
}

export async function forgetKey(centre: string): Promise<void> {
  await asked((await store('readwrite')).delete(centre));
}

/** The key in a key file (32 bytes as base64, as `echocohort keygen` writes it), or null when it holds none. */
export function readKeyFile(text: string): Uint8Array | null {
  const typed = text.trim();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(typed)) return null;
  return Uint8Array.from(atob(typed), (letter) => letter.charCodeAt(0));
}

export const keyFileText = (key: Uint8Array): string => `${btoa(String.fromCharCode(...key))}\n`;

export const newKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(KEY_BYTES));

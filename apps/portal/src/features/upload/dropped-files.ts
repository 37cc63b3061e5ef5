/** Files that no study sends and every hospital folder has. */
const NOISE = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

const listed = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const opened = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (NOISE.test(entry.name)) return [];
  if (isFile(entry)) return [await opened(entry)];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: File[] = [];
  // A reader hands out a folder in portions; an empty portion is its end.
  for (let entries = await listed(reader); entries.length > 0; entries = await listed(reader)) {
    for (const inner of entries) found.push(...(await filesOf(inner)));
  }
  return found;
}

/** All files of a drop, folders opened. The entries must be taken before the first await, or the browser empties them. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files].filter((file) => !NOISE.test(file.name));
  return (await Promise.all(entries.map(filesOf))).flat();
}

export const chosenFiles = (list: FileList | null): File[] => [...(list ?? [])].filter((file) => !NOISE.test(file.name));

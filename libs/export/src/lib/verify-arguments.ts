/** The part of `verify.mjs` that reads its arguments: which folder is meant, and what is known of it from elsewhere. Text, like the rest of it. */
export const READ_ARGUMENTS = String.raw`// Wrong usage, or nothing to check: said in one sentence.
function refused(sentence) {
  console.error(sentence);
  return 2;
}

const isExport = (at) => existsSync(join(at, 'SNAPSHOT.json')) || existsSync(join(at, 'MANIFEST.sha256'));

// Options by name, and the folder; a sentence when they cannot be understood. Nothing is checked that was not meant.
function readArguments(args) {
  const options = new Map();
  const folders = [];
  for (let at = 0; at < args.length; at++) {
    if (!args[at].startsWith('--')) folders.push(args[at]);
    else if (!['--root', '--server-key'].includes(args[at]) || args[at + 1] === undefined) return 'Use: node verify.mjs [FOLDER] [--root HEX] [--server-key FILE]';
    else options.set(args[at], args[++at]);
  }
  if (folders.length > 1) return 'Give one folder.';
  if (folders.length === 0 && resolve('.') !== own && isExport('.') && isExport(own)) return 'You stand in one export and verify.mjs lies in another: say which to check, node verify.mjs FOLDER';
  folder = folders.length === 1 ? resolve(folders[0]) : isExport(own) || !isExport('.') ? own : resolve('.');
  return options;
}
`;

import { READ_ARGUMENTS } from './verify-arguments.ts';

/**
 * `verify.mjs` of an export: one file for Node 20 without dependencies, kept as text because it leaves the product.
 * It was written apart from `verifyExport` on purpose: the two check each other in the specs, and a reader of an
 * export can read it whole. It holds no backtick; String.raw keeps its escapes as they are written.
 */
export const VERIFY_SCRIPT = String.raw`#!/usr/bin/env node
// Checks this export against the snapshot that was locked. Run it in the folder: node verify.mjs
// Another folder, judged by a copy of this file that you trust: node verify.mjs FOLDER
// Options: --root HEX (the root you were told), --server-key FILE (the server's public key in PEM).
// Exit 0: everything is as it was locked. 1: the items named differ. 2: this is no export or the options are wrong.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = dirname(fileURLToPath(import.meta.url));
let folder = own;
const beside = ['README.md', 'verify.mjs', 'SNAPSHOT.json', 'EXPORT.json', 'MANIFEST.sha256', 'sealed/outcomes.tsv', 'sealed/opening.json'];
const differences = [];
const differs = (path, how, detail) => differences.push({ path, how, detail });
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const text = (path) => readFileSync(join(folder, path), 'utf8');
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

// JSON with sorted keys and no blanks: the text that digests and signatures are taken over.
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  return '{' + keys.map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}';
}

// RFC 6962: leaf 0x00 || path || 0x00 || digest, node 0x01 || left || right, divided at the largest power of two.
function merkleRoot(leaves) {
  if (leaves.length === 0) return sha256('').toString('hex');
  const hashes = [...leaves].sort((a, b) => byBytes(a.path, b.path))
    .map((leaf) => sha256(Buffer.from([0]), leaf.path, Buffer.from([0]), Buffer.from(leaf.sha256, 'hex')));
  const tree = (from, to) => {
    if (to - from === 1) return hashes[from];
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    return sha256(Buffer.from([1]), tree(from, from + half), tree(from + half, to));
  };
  return tree(0, hashes.length).toString('hex');
}

function walk(below, files) {
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : below + '/' + entry.name;
    if (entry.isDirectory()) walk(path, files);
    else files.push(path);
  }
  return files.sort(byBytes);
}

async function digestOf(path) {
  try {
    // A link is not followed: what it leads to is no part of the export.
    const found = lstatSync(join(folder, path));
    if (!found.isFile()) return null;
    if (found.size < 4194304) return sha256(readFileSync(join(folder, path))).toString('hex');
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(folder, path), { highWaterMark: 4194304 })) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function readSums() {
  const sums = new Map();
  let before = null;
  for (const line of text('MANIFEST.sha256').split('\n')) {
    if (line === '') continue;
    const path = line.slice(66);
    if (!/^[0-9a-f]{64} {2}.+$/.test(line)) differs('MANIFEST.sha256', 'changed', 'A line is not a sum and a path.');
    else if (before !== null && byBytes(before, path) >= 0) differs('MANIFEST.sha256', 'order', 'The line of ' + path + ' stands out of order.');
    before = path;
    sums.set(path, line.slice(0, 64));
  }
  return sums;
}

function keyId(key) {
  return sha256(Buffer.from(key.export({ format: 'jwk' }).x, 'base64url')).toString('hex').slice(0, 16);
}

function signatureFault(attestation, signed, serverKey, what) {
  try {
    if (!attestation) return 'No server signed ' + what + '.';
    const key = createPublicKey(attestation.publicKey);
    if (keyId(key) !== attestation.keyId) return 'The key in ' + what + ' is not the one that it names.';
    if (!verify(null, Buffer.from(canonical(signed)), key, Buffer.from(attestation.signature, 'base64'))) return 'The signature of the server does not fit: ' + what + ' was edited.';
    if (serverKey && keyId(createPublicKey(serverKey)) !== attestation.keyId) return 'It was signed with another key than the one given.';
    return null;
  } catch {
    return 'The signature of the server over ' + what + ' cannot be read.';
  }
}

const listText = (files) => [...files].sort((a, b) => byBytes(a.path, b.path)).map((file) => file.sha256 + '  ' + file.path + '\n').join('');

// EXPORT.json lists what was made of the snapshot: tables in other formats, regions, figures. The server signed it.
function readList(actual, snapshot, leaves, serverKey) {
  if (!actual.has('EXPORT.json')) return new Map();
  try {
    const { format, root, files, attestation } = JSON.parse(text('EXPORT.json'));
    const fault = signatureFault(attestation, { format, root, list: sha256(listText(files)).toString('hex') }, serverKey, 'the list of the export');
    if (root !== snapshot.record.root) differs('EXPORT.json', 'snapshot-edited', 'It lists files of another snapshot.');
    else if (files.some((file) => leaves.has(file.path))) differs('EXPORT.json', 'snapshot-edited', 'It lists a file that the snapshot itself holds.');
    else if (fault) differs('EXPORT.json', 'signature-wrong', fault);
    else if (attestation.keyId !== snapshot.attestation?.keyId) differs('EXPORT.json', 'signature-wrong', 'It was signed with another key than the snapshot.');
    const pathOf = new Map(files.map((file) => [file.sha256, file.path]));
    for (const { path, sha256: sum } of files) {
      const found = actual.get(path);
      if (found === undefined) differs(path, 'missing', 'EXPORT.json lists it, but it is not here.');
      else if (found === null) differs(path, 'unreadable', 'Its bytes cannot be read.');
      else if (found !== sum) differs(path, pathOf.has(found) ? 'swapped' : 'changed', pathOf.has(found) ? 'It holds the content of ' + pathOf.get(found) + '.' : 'Its bytes are not those that EXPORT.json names.');
    }
    return new Map(files.map((file) => [file.path, file.sha256]));
  } catch {
    differs('EXPORT.json', 'snapshot-edited', 'It cannot be read.');
    return new Map();
  }
}

// Names the rows that differ, by the short digests of every row in row-digests.tsv, if that file itself is as it was locked.
let rowDigests = null;
function changedRows(path, lines) {
  if (rowDigests === null || path === 'row-digests.tsv') return null;
  const locked = new Map(rowDigests.filter((line) => line.startsWith(path + '#')).map((line) => line.slice(path.length + 1).split('\t')));
  const found = [];
  const seen = new Set();
  for (let row = 1; row < lines.length; row++) {
    const key = lines[row].split('\t')[0];
    const named = 'row ' + (row + 1) + ' (' + key + ') ';
    if (!locked.has(key)) found.push(named + 'was added');
    else if (seen.has(key)) found.push(named + 'stands there twice');
    else if (locked.get(key) !== sha256(lines[row]).toString('hex').slice(0, 16)) found.push(named + 'was changed');
    seen.add(key);
  }
  for (const key of locked.keys()) if (!seen.has(key)) found.push('the row of ' + key + ' was removed');
  return found.length === 0 ? null : found.slice(0, 20).join(', ') + (found.length > 20 ? ', and ' + (found.length - 20) + ' more.' : '.');
}

// Tables are sorted by their first column; the audit trail is a chain of hashes.
function firstFault(path) {
  const lines = text(path).trimEnd().split('\n');
  if (path.endsWith('.tsv')) {
    const rows = changedRows(path, lines);
    for (let row = 2; row < lines.length; row++) if (lines[row - 1].split('\t')[0] >= lines[row].split('\t')[0]) return ['order', rows ?? 'Row ' + (row + 1) + ' stands out of order.'];
    if (rows) return ['changed', rows];
  }
  if (path.endsWith('.ndjson')) {
    let prev = '0'.repeat(64);
    for (const [index, line] of lines.entries()) {
      try {
        const { hash, ...entry } = JSON.parse(line);
        if (entry.prev !== prev || entry.seq !== index + 1 || sha256(canonical(entry)).toString('hex') !== hash) return ['changed', 'Row ' + (index + 1) + ' breaks the chain.'];
        prev = hash;
      } catch {
        return ['changed', 'Row ' + (index + 1) + ' is not JSON.'];
      }
    }
  }
  return ['changed', 'Its bytes are not those that were locked.'];
}

function checkLeaf(leaf, actual, leafOf) {
  const found = actual.get(leaf.path);
  if (found === undefined) return differs(leaf.path, 'missing', 'It is part of the snapshot but is not here.');
  if (found === leaf.sha256) return undefined;
  if (found === null) return differs(leaf.path, 'unreadable', 'Its bytes cannot be read.');
  if (leafOf.has(found)) return differs(leaf.path, 'swapped', 'It holds the content of ' + leafOf.get(found) + '.');
  return differs(leaf.path, ...firstFault(leaf.path));
}

// Who held the key gave a share for this snapshot and model, each with the signature whose key was published at the lock.
function sharesFault(between, { root, model }, needed, holders) {
  const shares = between.filter((row) => row.type === 'external-outcomes.share-given' && row.payload.root === root && row.payload.model === model).map((row) => row.payload);
  if (new Set(shares.map((share) => share.holder)).size < needed) return 'The trail does not show ' + needed + ' persons who gave their shares for the model after it was registered.';
  if (holders.some((holder) => !holder.signing)) return null; // holders of before there were signatures
  const signers = new Set();
  for (const { run, holder, impact, key, signature } of shares) {
    const published = holders.find((each) => each.key === key);
    if (!published || !signature) continue;
    const signing = createPublicKey({ key: Buffer.from('302a300506032b6570032100' + published.signing, 'hex'), format: 'der', type: 'spki' });
    const said = canonical({ act: 'share-given', root, run, model, holder, impact });
    if (verify(null, Buffer.from(said), signing, Buffer.from(signature, 'base64'))) signers.add(key);
  }
  return signers.size < needed || signers.size < shares.length ? 'The signature of a key holder does not fit the giving of the share.' : null;
}

// Model first, data second: the trail goes on from the one that was locked, and registers the model before it opens.
function trailFault({ model, trail }, { commitment, needed, holders }, { root, audit }) {
  if (typeof model !== 'string') return 'The opening does not name the model that it was for.';
  if (trail === undefined) return holders ? 'The opening does not show the trail to it, in which two persons gave their shares.' : null;
  let { seq, hash: prev } = audit;
  const rows = trail.map((line) => JSON.parse(line));
  for (const { hash, ...entry } of rows) {
    if (entry.seq !== seq + 1 || entry.prev !== prev || sha256(canonical(entry)).toString('hex') !== hash) return 'The trail from the lock to the opening is broken at row ' + (seq + 1) + '.';
    [seq, prev] = [entry.seq, hash];
  }
  const registered = rows.findIndex((row) => row.type === 'model.registered' && row.payload.model === model);
  const opened = rows.findIndex((row) => row.type === 'external-outcomes.opened' && row.payload.model === model && row.payload.commitment === commitment);
  if (registered < 0 || opened < 0) return 'The trail does not hold both the registration of the model and the opening for it.';
  if (opened < registered) return 'The trail shows the outcomes opened before the model was registered.';
  return holders ? sharesFault(rows.slice(registered, opened), { root, model }, needed, holders) : null;
}

function checkOpening(actual, record) {
  const present = ['sealed/outcomes.tsv', 'sealed/opening.json'].filter((path) => actual.has(path));
  if (present.length === 0) return;
  try {
    const opening = JSON.parse(text('sealed/opening.json'));
    const published = JSON.parse(text('sealed/commitment.json'));
    if (sha256(Buffer.from(opening.salt, 'hex'), text('sealed/outcomes.tsv')).toString('hex') === published.commitment) {
      const fault = trailFault(opening, published, record);
      if (fault) differs('sealed/opening.json', 'opening-differs', fault);
      return;
    }
  } catch {
    // Named below: one of the three files is not here or cannot be read.
  }
  differs('sealed/outcomes.tsv', 'opening-differs', 'The outcomes are not those that were sealed.');
}

function checkSums(actual, leaves, listed) {
  if (!actual.has('MANIFEST.sha256')) return differs('MANIFEST.sha256', 'missing', 'The list of sums is not here.');
  const sums = readSums();
  for (const [path, sum] of sums) {
    const own = leaves.get(path)?.sha256 ?? listed.get(path);
    if (own !== undefined) {
      if (own !== sum) differs(path, 'sum-differs', 'MANIFEST.sha256 gives another sum than ' + (leaves.has(path) ? 'the locked snapshot.' : 'EXPORT.json.'));
    } else if (!beside.includes(path)) differs(path, 'extra', 'MANIFEST.sha256 lists it, but it is no part of the export.');
    else if (!actual.has(path)) differs(path, 'missing', 'MANIFEST.sha256 lists it, but it is not here.');
    else if (actual.get(path) !== sum) differs(path, 'changed', 'Its bytes are not those that MANIFEST.sha256 names.');
  }
  for (const path of actual.keys()) if (path !== 'MANIFEST.sha256' && !sums.has(path) && !leaves.has(path) && !listed.has(path)) differs(path, 'extra', 'It is no part of the export.');
  for (const path of [...leaves.keys(), ...listed.keys()]) if (!sums.has(path)) differs(path, 'sum-differs', 'MANIFEST.sha256 does not list it.');
  return undefined;
}

function readSnapshot(actual) {
  if (!actual.has('SNAPSHOT.json')) return void differs('SNAPSHOT.json', 'missing', 'Without it nothing says what was locked.');
  try {
    const snapshot = JSON.parse(text('SNAPSHOT.json'));
    const { record, leaves, signatures } = snapshot;
    if (sha256(listText(leaves)).toString('hex') !== record.leafListDigest) differs('SNAPSHOT.json', 'snapshot-edited', 'Its list of files is not the one that was locked.');
    else if (merkleRoot(leaves) !== record.root) differs('SNAPSHOT.json', 'root-differs', 'Its list of files does not give its root.');
    else if (signatures.some((signature) => signature.root !== record.root)) differs('SNAPSHOT.json', 'snapshot-edited', 'A person signed another root.');
    return snapshot;
  } catch {
    return void differs('SNAPSHOT.json', 'snapshot-edited', 'It cannot be read.');
  }
}

${READ_ARGUMENTS}
async function main(args) {
  const options = readArguments(args);
  if (typeof options === 'string') return refused(options);
  const option = (name) => options.get(name);
  if (!isExport(folder)) return refused('There is neither SNAPSHOT.json nor MANIFEST.sha256 in the folder: this is no export.');
  const keyFile = option('--server-key');
  if (keyFile !== undefined && !existsSync(keyFile)) return refused('The file of --server-key is not there.');
  const actual = new Map();
  for (const path of walk('', [])) actual.set(path, await digestOf(path));
  const snapshot = readSnapshot(actual);
  if (snapshot) {
    const leaves = new Map(snapshot.leaves.map((leaf) => [leaf.path, leaf]));
    const leafOf = new Map(snapshot.leaves.map((leaf) => [leaf.sha256, leaf.path]));
    const digests = leaves.get('row-digests.tsv');
    if (digests && actual.get(digests.path) === digests.sha256) rowDigests = text(digests.path).split('\n');
    for (const leaf of leaves.values()) checkLeaf(leaf, actual, leafOf);
    const serverKey = keyFile ? readFileSync(keyFile, 'utf8') : undefined;
    checkSums(actual, leaves, readList(actual, snapshot, leaves, serverKey));
    checkOpening(actual, snapshot.record);
    const { attestation, record, signatures } = snapshot;
    const fault = signatureFault(attestation, { record, signatures }, serverKey, 'the record');
    if (fault) differs('SNAPSHOT.json', 'signature-wrong', fault);
    const present = [...leaves.keys()].filter((path) => actual.get(path)).map((path) => ({ path, sha256: actual.get(path) }));
    const [root, wanted] = [merkleRoot(present), option('--root') ?? snapshot.record.root];
    if (root !== wanted) differs('SNAPSHOT.json', 'root-differs', 'The files give root ' + root + ', expected is ' + wanted + '.');
    console.log('root ' + root + '\nsigned with key ' + (snapshot.attestation?.keyId ?? 'none') + '\n' + actual.size + ' files');
  }
  for (const { path, how, detail } of differences.sort((a, b) => byBytes(a.path, b.path))) console.log(how + '\t' + path + '\t' + detail);
  console.log(differences.length === 0 ? 'Everything is as it was locked.' : differences.length + ' differences.');
  return differences.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
`;

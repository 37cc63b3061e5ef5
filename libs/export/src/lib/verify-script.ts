/**
 * `verify.mjs` of an export: one file for Node 20 without dependencies, kept as text because it leaves the product.
 * It was written apart from `verifyExport` on purpose: the two check each other in the specs, and a reader of an
 * export can read it whole. It holds no backtick; String.raw keeps its escapes as they are written.
 */
export const VERIFY_SCRIPT = String.raw`#!/usr/bin/env node
// Checks this export against the snapshot that was locked. Run it in the folder: node verify.mjs
// Options: --root HEX (the root you were told), --server-key FILE (the server's public key in PEM).
// Exit 0: everything is as it was locked. 1: the items named differ. 2: this is no export or the options are wrong.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const beside = ['README.md', 'verify.mjs', 'SNAPSHOT.json', 'MANIFEST.sha256', 'sealed/outcomes.tsv', 'sealed/opening.json'];
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
    if (statSync(join(folder, path)).size < 4194304) return sha256(readFileSync(join(folder, path))).toString('hex');
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

function checkSignature(snapshot, serverKey) {
  const { attestation, record, signatures } = snapshot;
  if (!attestation) return 'No server signed the record.';
  const key = createPublicKey(attestation.publicKey);
  if (keyId(key) !== attestation.keyId) return 'The key in the record is not the one that it names.';
  const signed = Buffer.from(canonical({ record, signatures }));
  if (!verify(null, signed, key, Buffer.from(attestation.signature, 'base64'))) return 'The signature of the server does not fit: the record was edited.';
  if (serverKey && keyId(createPublicKey(serverKey)) !== attestation.keyId) return 'The record was signed with another key than the one given.';
  return null;
}

// Tables are sorted by their first column; the audit trail is a chain of hashes.
function firstFault(path) {
  const lines = text(path).trimEnd().split('\n');
  if (path.endsWith('.tsv')) {
    for (let row = 2; row < lines.length; row++) if (lines[row - 1].split('\t')[0] >= lines[row].split('\t')[0]) return ['order', 'Row ' + (row + 1) + ' stands out of order.'];
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

function checkOpening(actual) {
  const present = ['sealed/outcomes.tsv', 'sealed/opening.json'].filter((path) => actual.has(path));
  if (present.length === 0) return;
  try {
    const salt = Buffer.from(JSON.parse(text('sealed/opening.json')).salt, 'hex');
    const { commitment } = JSON.parse(text('sealed/commitment.json'));
    if (sha256(salt, text('sealed/outcomes.tsv')).toString('hex') === commitment) return;
  } catch {
    // Named below: one of the three files is not here or cannot be read.
  }
  differs('sealed/outcomes.tsv', 'opening-differs', 'The outcomes are not those that were sealed.');
}

function checkSums(actual, leaves) {
  if (!actual.has('MANIFEST.sha256')) return differs('MANIFEST.sha256', 'missing', 'The list of sums is not here.');
  const sums = readSums();
  for (const [path, sum] of sums) {
    if (leaves.has(path)) {
      if (leaves.get(path).sha256 !== sum) differs(path, 'sum-differs', 'MANIFEST.sha256 gives another sum than the locked snapshot.');
    } else if (!beside.includes(path)) differs(path, 'extra', 'MANIFEST.sha256 lists it, but it is no part of the snapshot.');
    else if (!actual.has(path)) differs(path, 'missing', 'MANIFEST.sha256 lists it, but it is not here.');
    else if (actual.get(path) !== sum) differs(path, 'changed', 'Its bytes are not those that MANIFEST.sha256 names.');
  }
  for (const path of actual.keys()) if (path !== 'MANIFEST.sha256' && !sums.has(path) && !leaves.has(path)) differs(path, 'extra', 'It is no part of the export.');
  for (const path of leaves.keys()) if (!sums.has(path)) differs(path, 'sum-differs', 'MANIFEST.sha256 does not list it.');
  return undefined;
}

function readSnapshot(actual) {
  if (!actual.has('SNAPSHOT.json')) return void differs('SNAPSHOT.json', 'missing', 'Without it nothing says what was locked.');
  try {
    const snapshot = JSON.parse(text('SNAPSHOT.json'));
    const { record, leaves, signatures } = snapshot;
    const list = [...leaves].sort((a, b) => byBytes(a.path, b.path)).map((leaf) => leaf.sha256 + '  ' + leaf.path + '\n').join('');
    if (sha256(list).toString('hex') !== record.leafListDigest) differs('SNAPSHOT.json', 'snapshot-edited', 'Its list of files is not the one that was locked.');
    else if (merkleRoot(leaves) !== record.root) differs('SNAPSHOT.json', 'root-differs', 'Its list of files does not give its root.');
    if (signatures.some((signature) => signature.root !== record.root)) differs('SNAPSHOT.json', 'snapshot-edited', 'A person signed another root.');
    return snapshot;
  } catch {
    return void differs('SNAPSHOT.json', 'snapshot-edited', 'It cannot be read.');
  }
}

async function main(args) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  if (!existsSync(join(folder, 'SNAPSHOT.json')) && !existsSync(join(folder, 'MANIFEST.sha256'))) {
    console.error('There is neither SNAPSHOT.json nor MANIFEST.sha256 beside verify.mjs: this is no export.');
    return 2;
  }
  const actual = new Map();
  for (const path of walk('', [])) actual.set(path, await digestOf(path));
  const snapshot = readSnapshot(actual);
  if (snapshot) {
    const leaves = new Map(snapshot.leaves.map((leaf) => [leaf.path, leaf]));
    const leafOf = new Map(snapshot.leaves.map((leaf) => [leaf.sha256, leaf.path]));
    for (const leaf of leaves.values()) checkLeaf(leaf, actual, leafOf);
    checkSums(actual, leaves);
    checkOpening(actual);
    const serverKey = option('--server-key');
    let fault = 'The signature of the server cannot be read.';
    try {
      fault = checkSignature(snapshot, serverKey ? readFileSync(serverKey, 'utf8') : undefined);
    } catch {
      // The sentence above stands.
    }
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

import { readFileSync } from 'node:fs';
import { deidentify, readBack } from './dist/index.js';
const s=new Uint8Array(readFileSync('/tmp/d/prof.dcm')); const key=new Uint8Array(32).fill(7); const r=deidentify(s,{key,subjectCode:'C03-0142'}).value.bytes;
for(let i=0;i<400;i++) readBack(r,s);

import { allCases } from './dist/spec-cases/all-cases.js';
import { deidentify, readBack, verifyClean } from './dist/index.js';
const key=new Uint8Array(32).fill(3); let n=0,bad=0;
for (const seed of process.argv.slice(2)) for (const c of allCases(seed)) { n++; const r=deidentify(c.bytes,{key,subjectCode:'C03-0142'});
 const say=(...a)=>{bad++;console.log(seed,c.name,...a)};
 if(c.expected!=='either' && (r.ok?'clean':'hold')!==c.expected) say('got',r.ok?'clean':r.refusal.code,r.ok?'':JSON.stringify(r.refusal.facts??{}));
 if(!r.ok){ if(c.code&&r.refusal.code!==c.code) say('code',r.refusal.code); continue;}
 const b=Buffer.from(r.value.bytes); for(const p of c.plants) if(b.includes(Buffer.from(p))) say('LEAK',Buffer.from(p).toString('latin1'));
 const rb=readBack(r.value.bytes,c.bytes); if(rb.length) say('RB',rb.join()); const v=verifyClean(r.value.bytes,{centre:'C03'}); if(!v.ok) say('V',v.refusal.code,JSON.stringify(v.refusal.facts??{}));
 const again=deidentify(r.value.bytes,{key,subjectCode:'C03-0142'}); if(!again.ok||!Buffer.from(again.value.bytes).equals(b)) say('NOT FIXED'); if(verifyClean(c.bytes).ok) say('SOURCE VERIFIES');
}
console.log(n,'cases',bad,'bad');

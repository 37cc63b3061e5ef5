// Property tests draw their cases from one fixed seed, so that a build is red for everybody or for nobody; another seed is
// tried with ECHOCOHORT_SEED=<number> (see docs/decisions.md), and a counterexample becomes a case of its own in the spec.
const path = require('node:path');
const fastCheck = require(path.join(path.dirname(require.resolve('jest/package.json')), '../fast-check/lib/cjs/fast-check.js'));

fastCheck.configureGlobal({ seed: Number(process.env.ECHOCOHORT_SEED ?? 20261123) });
module.exports = fastCheck;

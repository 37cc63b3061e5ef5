// The import table of the house: who may import whom. A forbidden import is a lint error, and
// tools/module-boundaries.int-spec.ts proves it. Each package carries its `scope:` tag in package.json.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** From → may import. `kernel` is open to all. */
export const importTable = {
  kernel: [],
  dicom: [],
  pathology: [],
  statistics: [],
  audit: [],
  access: [],
  deidentification: ['dicom'],
  protocol: ['dicom'],
  eligibility: ['protocol', 'pathology'],
  'case-state': ['eligibility', 'protocol'],
  cohort: ['case-state', 'eligibility'],
  study: ['protocol', 'eligibility', 'pathology'],
  model: ['statistics'],
  codecs: ['dicom'],
  'text-detection': ['dicom'],
  analyses: ['statistics', 'cohort', 'model', 'study'],
  figures: ['analyses', 'statistics', 'cohort'],
  training: ['model', 'statistics', 'cohort', 'dicom'],
  inference: ['training', 'model', 'statistics', 'dicom'],
  'table-formats': [],
  'region-formats': ['dicom'],
  reporting: ['analyses', 'figures', 'model', 'statistics', 'cohort', 'dicom', 'study'],
  export: ['model', 'statistics', 'cohort', 'dicom', 'study', 'audit', 'table-formats', 'region-formats'],
  'contracts-reading': ['protocol'],
  contracts: ['contracts-reading', 'analyses'],
  storage: [],
  persistence: ['access', 'audit', 'study', 'protocol', 'eligibility', 'pathology', 'case-state', 'cohort'],
  jobs: [],
  testing: ['dicom', 'deidentification', 'protocol', 'study', 'codecs'],
  api: ['access', 'audit', 'case-state', 'cohort', 'contracts', 'contracts-reading', 'deidentification', 'dicom', 'eligibility', 'export', 'jobs', 'model', 'pathology', 'persistence', 'protocol', 'reporting', 'statistics', 'storage', 'study', 'training', 'codecs', 'text-detection', 'analyses', 'figures', 'inference', 'table-formats', 'region-formats'],
  portal: ['contracts', 'contracts-reading', 'access', 'dicom', 'deidentification', 'protocol', 'codecs', 'text-detection', 'analyses', 'figures'],
  trainer: ['training', 'model', 'statistics', 'cohort', 'reporting', 'storage', 'jobs', 'inference', 'codecs', 'dicom'],
  cli: ['access', 'audit', 'case-state', 'cohort', 'contracts', 'contracts-reading', 'deidentification', 'dicom', 'eligibility', 'export', 'model', 'pathology', 'protocol', 'reporting', 'statistics', 'storage', 'study', 'training', 'jobs', 'codecs', 'text-detection', 'analyses', 'figures', 'inference', 'table-formats', 'region-formats'],
  'api-e2e': ['api', 'contracts', 'contracts-reading', 'access', 'testing', 'study', 'deidentification', 'storage', 'jobs', 'persistence', 'audit', 'protocol'],
  'portal-e2e': ['api', 'contracts', 'contracts-reading', 'testing', 'study', 'deidentification'],
  rehearsal: ['contracts', 'contracts-reading', 'testing', 'study', 'deidentification', 'protocol', 'access', 'audit'],
};

const constraints = (alsoInSpecs) =>
  Object.entries(importTable).map(([from, to]) => ({
    sourceTag: `scope:${from}`,
    onlyDependOnLibsWithTags: ['kernel', ...to, ...alsoInSpecs].map((name) => `scope:${name}`),
  }));

// The API is several processes: what one of them loads late (reports, the native runtimes), another may load at its start.
const loadedLateByOneProcess = ['@echocohort/reporting', '@echocohort/inference', '@echocohort/training'];

const boundaries = (alsoInSpecs) => ['error', { enforceBuildableLibDependency: false, allowCircularSelfDependency: true, allow: [], checkDynamicDependenciesExceptions: loadedLateByOneProcess, depConstraints: constraints(alsoInSpecs) }];

const specs = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/spec-cases/**/*.ts'];

export default [
  { ignores: ['**/dist/**', '**/.next/**', '**/generated/**', '**/node_modules/**'] },
  {
    files: ['libs/**/*.ts', 'apps/**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, ecmaVersion: 2023, sourceType: 'module' },
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries([]) },
  },
  { files: specs, plugins: { '@nx': nx }, rules: { '@nx/enforce-module-boundaries': boundaries(['testing']) } },
];

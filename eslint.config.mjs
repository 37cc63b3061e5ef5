import js from '@eslint/js';
import nextPlugin from '@next/eslint-plugin-next';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import boundaries from './eslint.boundaries.config.mjs';

const specs = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/spec-cases/**'];
const pureLibs = ['kernel', 'dicom', 'deidentification', 'protocol', 'pathology', 'eligibility', 'study', 'case-state', 'cohort', 'statistics', 'model', 'access', 'audit'];
const browserLibs = ['kernel', 'dicom', 'deidentification', 'protocol', 'access', 'contracts', 'contracts-reading'];
const platform = ['@nestjs/*', '@prisma/*', 'next', 'next/*', 'react', 'react-dom', 'minio', 'pg', 'pg-boss', '@tensorflow/*'];
const inLibs = (names) => names.map((name) => `libs/${name}/src/**/*.ts`);
const forbid = (patterns, message) => ['error', { patterns: [{ group: patterns, message }] }];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/.next/**', '**/node_modules/**', '**/generated/**', '.nx/**', '.cache/**', '.echocohort/**', '**/next-env.d.ts', 'clients/**', 'docs/**'] },
  js.configs.recommended,
  ...boundaries,
  {
    files: ['libs/**/*.ts', 'apps/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
    },
  },
  { files: [...specs, 'libs/**/policy-table*.ts', 'libs/**/*.data.ts'], rules: { 'max-lines': ['error', 500] } },
  { files: ['libs/**/*.data.ts'], rules: { 'max-lines': 'off' } },
  { files: inLibs(pureLibs), ignores: specs, rules: { 'no-restricted-imports': forbid(platform, 'Domain libraries are pure: no framework, database or engine.') } },
  { files: inLibs(browserLibs), ignores: specs, rules: { 'no-restricted-imports': forbid([...platform, 'node:*', 'fs', 'path', 'crypto', 'zlib', 'os', 'stream', 'buffer'], 'This library runs in the browser too.') } },
  { files: ['libs/**/*.ts', 'apps/**/*.{ts,tsx}'], ignores: ['libs/persistence/**', ...inLibs(pureLibs), ...inLibs(browserLibs)], rules: { 'no-restricted-imports': forbid(['@prisma/*'], 'Only persistence speaks to Prisma.') } },
  { files: ['apps/portal/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks, '@next/next': nextPlugin }, rules: { ...reactHooks.configs.recommended.rules, ...nextPlugin.configs.recommended.rules, '@next/next/no-html-link-for-pages': 'off', // pictures need the session, which Next's optimiser has not; the React compiler is not used
        '@next/next/no-img-element': 'off', 'react-hooks/incompatible-library': 'off' } },
  // Projects that compile this library's sources must find the declarations of the untyped encoders beside their only user.
  { files: ['libs/testing/src/lib/hostile/compressed-frame.ts'], rules: { '@typescript-eslint/triple-slash-reference': ['error', { path: 'always', types: 'prefer-import', lib: 'never' }] } },
  { files: ['tools/**/*.ts'], languageOptions: { parser: tseslint.parser }, rules: { 'no-undef': 'off' } },
  { files: ['apps/cli/**', 'apps/rehearsal/**', 'apps/trainer/src/main.ts', 'apps/api/src/bootstrap.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', fetch: 'readonly', FormData: 'readonly', Blob: 'readonly', AbortSignal: 'readonly', AbortController: 'readonly', TextDecoder: 'readonly', TextEncoder: 'readonly', performance: 'readonly', structuredClone: 'readonly', WebAssembly: 'readonly' } } },
);

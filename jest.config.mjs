// One runner, four projects. Nest 12, noble and others ship ES modules only; Jest on Node 20 reads CommonJS, so they
// are compiled like our own sources (docs/decisions.md).
const esmPackages = ['@nestjs', 'nestjs-pino', '@prisma', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit', '@noble', 'pg-boss', 'serialize-error', 'non-error', 'type-fest', 'yaml', 'hyparquet', 'hyparquet-writer'];
const swc = ['@swc/jest', {
  jsc: { parser: { syntax: 'typescript', decorators: true, tsx: false }, target: 'es2022', transform: { legacyDecorator: true, decoratorMetadata: true } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
}];
const swcJs = ['@swc/jest', { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' }, module: { type: 'commonjs' } }];
const base = {
  testEnvironment: 'node',
  transform: { '\\.ts$': swc, '\\.m?js$': swcJs },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  testEnvironmentOptions: { customExportConditions: ['@echocohort/source', 'node', 'node-addons'] },
  moduleNameMapper: { '^fast-check$': '<rootDir>/tools/jest/seeded-fast-check.cjs' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.next/'],
  modulePathIgnorePatterns: ['/dist/', '/.next/', '/.nx/', '/.cache/', '/.echocohort/'],
};
const postgres = { globalSetup: '<rootDir>/tools/jest/postgres-setup.mjs', globalTeardown: '<rootDir>/tools/jest/postgres-teardown.mjs' };

export default {
  testTimeout: 30_000, // a loaded machine is no failure; nothing here asserts how long a test takes
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,tools}/**/*.spec.ts'] },
    { ...base, ...postgres, displayName: 'integration', testMatch: ['<rootDir>/{libs,apps,tools}/**/*.int-spec.ts'] },
    { ...base, ...postgres, displayName: 'api-e2e', testMatch: ['<rootDir>/apps/api-e2e/src/**/*.e2e-spec.ts'] },
    { ...base, ...postgres, displayName: 'portal-e2e', testMatch: ['<rootDir>/apps/portal-e2e/src/**/*.e2e-spec.ts'] },
  ],
};

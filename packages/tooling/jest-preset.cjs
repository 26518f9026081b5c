const { join } = require('node:path');

/** The Jest configuration of one package; tests run on the sources of sibling packages, without a build. */
module.exports = (rootDir) => ({
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@q/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js', '$1'] },
  transform: {
    '^.+\\.ts$': [
      require.resolve('ts-jest'),
      {
        tsconfig: {
          target: 'es2022',
          module: 'commonjs',
          moduleResolution: 'bundler',
          isolatedModules: true,
          esModuleInterop: true,
          sourceMap: true,
          types: ['node', 'jest'],
        },
      },
    ],
  },
  // No test is about speed: this only ends one that hangs, on a machine that does other things too.
  testTimeout: 60_000,
  passWithNoTests: true,
  coveragePathIgnorePatterns: ['/node_modules/', '/dist/', '/src/index\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  watchPathIgnorePatterns: ['/\\.jest/', '/\\.turbo/', '/dist/', '/coverage/'],
  reporters: ['default', join(__dirname, 'jest-summary.cjs')],
});

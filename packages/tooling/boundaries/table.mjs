/** What each package may do; the one table from which the checks are made. `imports` are packages of ours. */
const lawful = (imports, freedoms = {}) => ({ imports, node: true, fs: false, ...freedoms });

export const table = {
  events: lawful([], { node: false }),
  logging: lawful([], { fs: true }),
  config: lawful(['events', 'trading'], { fs: true, env: true }),
  indicators: lawful(['events'], { node: false }),
  trading: lawful(['events', 'indicators'], { node: false, nodeFile: 'hash.ts' }),
  journal: lawful(['events'], { fs: true }),
  services: lawful(['events', 'trading', 'indicators'], { node: false }),
  brokers: lawful(['events', 'trading'], { fs: true }),
  observers: lawful(['events']),
  orchestrator: lawful(['events', 'config', 'logging', 'services', 'trading', 'indicators']),
  backtest: lawful(['events', 'config', 'services', 'trading', 'indicators', 'brokers', 'journal', 'orchestrator']),
};

const everything = Object.keys(table);

/** An app may do everything; scripts and measurements too, but they are no place for observers. */
export const appRights = lawful(everything, { fs: true, env: true, time: true, terminal: true });
export const scriptRights = lawful(
  everything.filter((name) => name !== 'observers'),
  { fs: true, env: true, time: true, terminal: true },
);

export const bannedNames = ['utils', 'common', 'core', 'shared', 'helpers', 'types'];
export const clockFile = /^packages\/events\/src\/[^/]*clock[^/]*\.ts$/;
export const approvalFile = 'packages/services/src/gate.ts';

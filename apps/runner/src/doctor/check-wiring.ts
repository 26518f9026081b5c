import { findWiringProblems } from '@q/orchestrator';
import type { Check } from './check.js';
import { fail, ok } from './finding.js';

/** Whether the services that are switched on can work together, in a mode that there is. */
export const checkWiring: Check = {
  name: 'wiring',
  lookAt({ config }) {
    const problems = findWiringProblems(config).map((text) => fail(text, 'change services in the configuration'));
    const live =
      config.mode === 'live'
        ? [fail('mode live has no broker that trades real money yet', 'set mode to backtest or paper')]
        : [];
    const all = [...problems, ...live];
    return all.length === 0 ? ok('the services fit together') : all;
  },
};

import type { SystemConfig } from '@q/config';
import { impossibleRules, impossibleRuleText } from '../impossible-rules.js';
import { chooseSockets } from '../sockets.js';
import { demandSeats } from '../strategy-modules/demand-seats.js';
import { loadCode } from '../strategy-modules/system-code.js';
import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { ok, warn } from './finding.js';

/** Whether every strategy can be put together, those in code included, and can trade at all. */
export const checkStrategies: Check = {
  name: 'strategies',
  async lookAt({ config, folder }) {
    const inCode = (await loadCode(config, folder)).make(config);
    if (inCode.length > 0) demandSeats(inCode, config, chooseSockets(overInvented(config), folder).sockets);
    const ofFiles = config.strategies.loaded.map(({ symbol, definition: { name, activation, risk } }) => {
      return { name, symbol, enabled: activation.enabled, stop: risk.sl };
    });
    const ofCode = inCode.map(({ symbol, enabled, strategy: { name, risk } }) => {
      return { name, symbol, enabled, stop: risk.sl };
    });
    const active = [...ofFiles, ...ofCode].filter(({ enabled }) => enabled);
    return [
      active.length === 0
        ? warn('none is enabled: a run trades nothing', 'qbot new strategy makes one')
        : ok(active.map(({ name, symbol }) => `${name} (${symbol})`).join(', ')),
      ...active
        .filter(({ stop }) => stop === undefined)
        .map(({ name, symbol }): Finding => warn(`${name} (${symbol}) has no stop loss`, 'give it risk.sl')),
      ...impossibleRules(config).map((rule) => warn(impossibleRuleText(rule), 'change one of the two rules')),
    ];
  },
};

/** The same system over an invented market: whether it can be put together does not depend on the data, which may be large or not there. */
function overInvented(config: SystemConfig): SystemConfig {
  return { ...config, mode: 'backtest', feed: { kind: 'synthetic', start: '2025-01-06', days: 1 } };
}

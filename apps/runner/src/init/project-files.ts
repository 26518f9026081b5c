import type { NewFile } from './new-file.js';
import { projectReadme } from './project-readme.js';
import { projectSettings } from './project-settings.js';
import { strategyInCode } from './strategy-in-code.js';
import { strategyInYaml } from './strategy-in-yaml.js';
import { templateName } from './template-name.js';

const MARKET = { symbol: 'EURUSD', timeframe: '5', timeframeMs: 300_000 };

/** Everything that a new project begins with. @param versions of our packages by name */
export function projectFiles(name: string, versions: Readonly<Record<string, string>>): readonly NewFile[] {
  const [inCode, inYaml] = [templateName('average-cross', 'strategy'), templateName('rsi-turn', 'strategy')];
  return [
    ...projectSettings(name, versions),
    { path: 'config/services.yaml', text: CONFIG },
    { path: 'config/indicators/eurusd/eurusd_5.yaml', text: 'rsi: { period: 14 }\n' },
    ...strategyInYaml(inYaml, MARKET, `config/strategies/eurusd/${inYaml.kebab}.yaml`),
    ...strategyInCode(inCode, MARKET),
    { path: 'README.md', text: projectReadme(name) },
  ];
}

/** Every other key has its default: `qbot config show --origin` lists them all. */
const CONFIG = `# Every other key has its default: qbot config show --origin lists them all.
mode: backtest
seed: 7

trading:
  symbols: [EURUSD]
  timeframes: ['5']

# An invented market, the same for the same seed. Recorded candles: qbot backtest --data EURUSD=candles.csv
feed:
  kind: synthetic
  start: 2025-01-06
  days: 12

strategies:
  # Strategies in code; those in files lie in config/strategies/<symbol>.
  modules: [../strategies/average-cross.ts]

broker:
  spread_pips: 0.8
  slippage_pips: 0.2
  commission_per_lot: 3.5

account:
  currency: USD
  balance: 10000

logging:
  console: false
  file_output: true
  format: json
  log_file: logs/qbot.log

orchestrator:
  # Cycles between two status blocks in the log: with candles of five minutes a run has 288 a day.
  status_log_interval: 288
`;

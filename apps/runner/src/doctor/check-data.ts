import { accessSync, constants, statSync } from 'node:fs';
import type { SymbolLedger } from '@q/backtest';
import { checkBacktestData, dataWarnings, isNotAvailable } from '@q/backtest';
import type { SystemConfig } from '@q/config';
import { askedRange, coverageText } from '../judge-data.js';
import { recordedMarket } from '../recorded-market.js';
import { chooseSockets } from '../sockets.js';
import { strategiesBySymbol } from '../strategy-modules/choose-system.js';
import { loadCode } from '../strategy-modules/system-code.js';
import type { Check, ExaminedSystem } from './check.js';
import { feedFiles, isQuicklyRead, sizeOf } from './feed-files.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

/** Whether the candles are there, can be read, and are as many as they should be. */
export const checkData: Check = {
  name: 'data',
  lookAt(system) {
    const { feed } = system.config;
    if (feed.kind === 'synthetic') return ok('synthetic: an invented market needs no files');
    const files = feedFiles(feed);
    const unreadable = files.flatMap((file) => unreadableFinding(file) ?? []);
    if (unreadable.length > 0) return unreadable;
    const bytes = sizeOf(files);
    if (!isQuicklyRead(bytes))
      return ok(
        `${files.length} files, ${Math.round(bytes / 1_048_576)} MB: too much for a short look, qbot check reads it`,
      );
    return ledgerFindings(system);
  },
};

function unreadableFinding(file: string): Finding | undefined {
  try {
    accessSync(file, constants.R_OK);
    if (statSync(file).isFile()) return undefined;
    return fail(`"${file}" is no file`, 'name a CSV file of candles in feed.files');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? fail(`"${file}" is not there`, 'put it there, or name another file in feed.files (from the working folder)')
      : fail(`"${file}" cannot be read (${code ?? String(error)})`, 'let the user of the bot read it');
  }
}

async function ledgerFindings({ config, folder }: ExaminedSystem): Promise<readonly Finding[]> {
  const inBacktest: SystemConfig = { ...config, mode: 'backtest' };
  const chosen = chooseSockets(inBacktest, folder);
  const ledger = checkBacktestData({
    config: inBacktest,
    candles: recordedMarket(config.trading.symbols, chosen),
    strategies: strategiesBySymbol((await loadCode(config, folder)).make(config)),
    allowGaps: true,
    ...askedRange(config),
  });
  const flaws = dataWarnings(ledger).map((text) => warn(text, 'docs/data-quality.md says what it means'));
  return [...ledger.map((one) => coverageFinding(one, config)), ...flaws];
}

/** A backtest refuses what a paper run takes. */
function coverageFinding(ledger: SymbolLedger, { mode, backtest }: SystemConfig): Finding {
  const { symbol, timeframe, soundBars, coveragePercent: coverage } = ledger;
  const least = backtest.min_coverage_percent;
  const text = `${symbol} ${timeframe}: ${soundBars} candles, ${coverageText(ledger)}`;
  if (isNotAvailable(coverage) || coverage >= least) return ok(text);
  const mend = 'complete the data, choose another range, or lower backtest.min_coverage_percent';
  return (mode === 'backtest' ? fail : warn)(`${text}, less than ${least} %`, mend);
}

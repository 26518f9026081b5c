import type { LoadedConfig, Override } from '@q/config';
import { ConfigLoader } from '@q/config';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';

/** The configuration with what the command line says. @throws ConfigError, UsageError */
export function loadSettings(args: Arguments): LoadedConfig {
  const set = args.set.map(setOverride);
  const symbols = args.data.some((one) => !one.includes('=')) ? symbolsOf(args.config, set) : [];
  const data = args.data.flatMap((one) => dataOverrides(one, symbols));
  return ConfigLoader.load(args.config, { overrides: [...set, ...data] });
}

/** The traded symbols, whatever the configuration says of the feed: `--data` is about to replace that. */
function symbolsOf(file: string, set: readonly Override[]): readonly string[] {
  const others = set.filter(({ path }) => path !== 'feed' && !path.startsWith('feed.'));
  const anyFeed: Override = { path: 'feed.kind', value: 'synthetic', source: '--data' };
  return ConfigLoader.load(file, { overrides: [...others, anyFeed] }).config.trading.symbols;
}

/** `KEY=VALUE` of the command line. @throws UsageError */
export function setOverride(text: string): Override {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--set needs KEY=VALUE, got "${text}"`);
  const path = text.slice(0, at);
  return { path, value: text.slice(at + 1), source: `--set ${path}` };
}

function dataOverrides(text: string, symbols: readonly string[]): readonly Override[] {
  const at = text.indexOf('=');
  const [only, ...more] = symbols;
  if (at < 1 && (only === undefined || more.length > 0)) {
    throw new UsageError(
      `--data needs SYMBOL=FILE where several symbols are traded (${symbols.join(', ')}), got "${text}"`,
    );
  }
  const symbol = at < 1 ? (only ?? '') : text.slice(0, at);
  const source = `--data ${symbol}`;
  return [
    { path: 'feed.kind', value: 'replay', source },
    { path: `feed.files.${symbol}`, value: text.slice(at + 1), source },
  ];
}

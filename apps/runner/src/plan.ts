import type { SystemConfig } from '@q/config';
import type { ChosenSockets } from './sockets.js';

/** What is about to run, in a few lines. */
export function planLines(
  config: SystemConfig,
  { feed, brokerDescription, sockets }: ChosenSockets,
): readonly string[] {
  const { trading, broker, risk, strategies, mode } = config;
  const period = mode === 'paper' ? paceText(config) : `${day(feed.from)} to ${day(feed.to)}`;
  const costs = `${spreadText(config, feed)}, slippage ${broker.slippage_pips} pip, commission ${broker.commission_per_lot} per lot and side`;
  const ofFiles = strategies.loaded.map(({ definition: { name, activation, risk: rules }, symbol }) => {
    return { name, symbol, enabled: activation.enabled, rules, where: '' };
  });
  const inCode = (sockets.strategies ?? []).map(({ strategy: { name, risk: rules }, symbol, enabled = true }) => {
    return { name, symbol, enabled, rules, where: 'in code' };
  });
  const names = [...ofFiles, ...inCode].map(({ name, symbol, enabled, rules, where }) => {
    const note = [where, enabled ? '' : 'not enabled', rules.sl === undefined ? 'no stop loss' : ''];
    return `${name} (${[symbol, ...note.filter((text) => text !== '')].join(', ')})`;
  });
  const stop = risk.account_stop_loss.enabled
    ? `account stop ${risk.account_stop_loss.daily_loss_limit} a day or ${risk.account_stop_loss.max_drawdown_pct} %`
    : 'no account stop';
  return [
    `plan       ${mode}: ${trading.symbols.join(', ')} on timeframes ${trading.timeframes.join(', ')}`,
    `data       ${feed.description}, ${period}`,
    `broker     ${brokerDescription}; ${costs}`,
    ...swapLines(config, feed),
    `strategies ${names.length === 0 ? 'none' : names.join(', ')}`,
    `risk       daily loss ${risk.daily_loss_limit}, at most ${risk.max_positions} positions of ${risk.max_position_size} lots, ${stop}`,
  ];
}

/** Rows that lie elsewhere than the data would book nothing, and nobody would notice. */
function swapLines({ swaps = {} }: SystemConfig, { from, to }: ChosenSockets['feed']): readonly string[] {
  return Object.entries(swaps).map(([symbol, rows]) => {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return `swaps      ${symbol}: none`;
    const inside = rows.filter(({ at }) => at >= from && at <= to).length;
    return `swaps      ${symbol}: ${rows.length} from ${day(first.at)} to ${day(last.at)}, ${inside} in the time of the data`;
  });
}

function paceText({ feed }: SystemConfig): string {
  const speed = feed.kind === 'replay' ? feed.speed : 1;
  if (speed === 0) return 'as fast as it goes';
  return speed === 1 ? 'in real time' : `${speed} times faster than real time`;
}

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Quotes bring their own spread: the configured one is not used for their symbols. */
function spreadText({ trading, broker, feed }: SystemConfig, { ticks }: ChosenSockets['feed']): string {
  const files = feed.kind === 'replay' ? feed.files : {};
  const isQuoted = (symbol: string): boolean =>
    files[symbol]?.bid !== undefined || ticks.get(symbol)?.isQuoted === true;
  const quoted = trading.symbols.filter(isQuoted);
  if (quoted.length === trading.symbols.length) return 'spread of the quotes';
  const windows = Object.entries(broker.spread_by_session).map(
    ([name, { from, to, pips }]) => `${pips} pip ${name} (${from}-${to})`,
  );
  const configured = `spread ${[`${broker.spread_pips} pip`, ...windows].join(', ')}`;
  return quoted.length === 0 ? configured : `${configured}, that of the quotes for ${quoted.join(', ')}`;
}

import type { BacktestRequest } from './backtest-request.js';

type Asked = Pick<BacktestRequest, 'config' | 'from' | 'to' | 'duplicates' | 'candles' | 'services'> & {
  readonly swaps?: BacktestRequest['swaps'] | undefined;
  /** By symbol; what makes them for each run is the caller's matter. */
  readonly strategies?: unknown;
};

/** @throws Error that names what of a request nobody can mean: a program in plain JavaScript may ask for anything */
export function checkRequest(request: Asked): void {
  if (!isObject(request)) throw new Error(`the request is ${String(request)}: give { config, candles }`);
  const { config, from, to, duplicates, candles, swaps, strategies, services } = request;
  if (!isObject(config))
    throw new Error('the request has no config: give one as a file has it, { trading: ... }, or one that was loaded');
  for (const [name, instant] of Object.entries({ from, to }))
    if (instant !== undefined && !Number.isFinite(instant))
      throw new Error(`${name} is ${String(instant)}: give an instant in ms UTC, such as Date.UTC(2025, 0, 6)`);
  if (duplicates !== undefined && duplicates !== 'keep' && duplicates !== 'reject')
    throw new Error(`duplicates is ${String(duplicates)}, and must be keep or reject`);
  if (!isObject(candles)) throw new Error('the request has no candles: give those of each symbol, as { EURUSD: rows }');
  for (const [symbol, given] of Object.entries(candles))
    if (!isSource(given))
      throw new Error(
        `the candles of ${symbol} are none: give rows, columns, { timeframe, candles }, { bid, ask } or { ticks }`,
      );
  if (swaps !== undefined && !isObject(swaps))
    throw new Error(`swaps are ${String(swaps)}: give rows by symbol, or leave them out`);
  if (strategies !== undefined && typeof strategies !== 'function') checkStrategies(strategies);
  checkItems(services ?? [], (place, one) => `service ${place} is ${one}: give what defineService makes`);
}

function checkStrategies(strategies: unknown): void {
  if (!isObject(strategies))
    throw new Error(`strategies are ${String(strategies)}: give a list by symbol, as { EURUSD: [strategy] }`);
  for (const [symbol, list] of Object.entries(strategies)) {
    if (!Array.isArray(list)) throw new Error(`the strategies of ${symbol} are no list: give [strategy]`);
    checkItems(
      list,
      (place, one) =>
        `strategy ${place} of ${symbol} is ${one}: give a definition as a file has it, or what defineStrategy makes`,
    );
  }
}

function checkItems(list: readonly unknown[], says: (place: number, one: string) => string): void {
  for (const [index, one] of list.entries()) if (!isObject(one)) throw new Error(says(index + 1, String(one)));
}

function isSource(given: unknown): boolean {
  if (!isObject(given)) return false;
  return Array.isArray(given) || ['openTime', 'candles', 'bid', 'ask', 'ticks'].some((key) => key in given);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

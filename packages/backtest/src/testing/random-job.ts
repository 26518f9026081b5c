import type { CandleRow } from '@q/brokers';
import type { Timeframe } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import { catalogEntry, indicatorNames, rowColumns } from '@q/indicators';
import type { Strategy, SwapRow } from '@q/trading';
import { compileStrategy } from '@q/trading';
import type { BacktestCandles, BacktestRequest } from '../backtest-request.js';
import type { Dice } from './dice.js';
import { dice } from './dice.js';
import type { Instances } from './random-config.js';
import { randomConfig } from './random-config.js';
import { randomCode } from './random-code.js';
import type { MarketTerms } from './random-market.js';
import { randomMarket } from './random-market.js';
import { randomForm } from './random-rules.js';

/** A run that can be made as often as wanted. */
export interface RandomJob {
  readonly request: Omit<BacktestRequest, 'strategies'>;
  readonly limits: { readonly maxIterations?: number };
  /** New ones by symbol, which write down what they are asked. */
  readonly strategies: (notes: unknown[]) => Readonly<Record<string, readonly Strategy[]>>;
}

/** @param symbols how many are traded */
export function randomJob(seed: number, symbols = 1): RandomJob {
  const at = dice(seed);
  const terms = randomTerms(at);
  const timeframes = alsoLonger(randomTimeframes(terms, at), dice(seed + 0.125));
  const traded: Traded[] = [randomTraded(terms, { timeframes, at })];
  const [first] = traded as [Traded];
  const instances = { [terms.symbol]: first.instances };
  const makers = randomMakers(first, { timeframes, at }, dice(seed + 0.25));
  // The others come behind the first, which is the same whether it is alone or not.
  const later = dice(seed + 0.5);
  const others = otherTerms(terms, { count: symbols - 1, timeframes, at: later }).map((other) => {
    const start = (first.rows[0]?.openTime ?? 0) + later.pick([0, 0, 0, 0, 30, 31, 300, 1_440]) * 60_000;
    const own = randomTraded(other, { timeframes, at: later, start });
    traded.push(own);
    instances[other.symbol] = own.instances;
    return randomMakers(own, { timeframes, at: later }, later);
  });
  const { rows } = first;
  const instant = (share: number): number => rows[Math.floor(rows.length * share)]?.openTime ?? 0;
  const { accountCurrency } = terms;
  // Some strategies sit on two symbols at once.
  const areShared = later.chance(0.2);
  return {
    request: {
      config: randomConfig({ accountCurrency, timeframes, instances }, at),
      candles: Object.fromEntries(traded.map(({ symbol, candles }) => [symbol, candles])),
      duplicates: at.pick(['reject', 'keep']),
      ...(at.chance(0.15) ? { from: instant(0.3) + at.pick([0, 17]) } : {}),
      ...(at.chance(0.15) ? { to: instant(0.8) + at.pick([0, 17]) } : {}),
      ...(at.chance(0.2) ? { restrictionsAt: randomRestrictions(at) } : {}),
      ...(seed % 2 === 0 ? { swaps: { [terms.symbol]: swapRows(rows) } } : {}),
    },
    limits: at.chance(0.15) ? { maxIterations: at.whole(1, rows.length) } : {},
    strategies: (notes) => {
      const own = makers.map((make) => make(notes));
      const all = others.map((makersOf) => (areShared ? own : makersOf.map((make) => make(notes))));
      return Object.fromEntries(traded.map(({ symbol }, index) => [symbol, all[index - 1] ?? own]));
    },
  };
}

interface Traded {
  readonly symbol: string;
  readonly terms: MarketTerms;
  readonly rows: readonly CandleRow[];
  readonly candles: BacktestCandles;
  readonly instances: Instances;
}

interface Making {
  readonly timeframes: Timeframes;
  readonly at: Dice;
}

function randomTraded(terms: MarketTerms, { timeframes, at, start }: Making & { readonly start?: number }): Traded {
  const { rows, candles } = randomMarket(terms, at, start);
  const instances: Instances = Object.fromEntries(timeframes.map((one) => [one, randomInstances(at)]));
  return { symbol: terms.symbol, terms, rows, candles, instances };
}

/** @param sits decides which of them are evaluated on a close of a higher timeframe */
function randomMakers(
  { terms, rows, instances }: Traded,
  { timeframes: all, at }: Making,
  sits: Dice,
): readonly ((notes: unknown[]) => Strategy)[] {
  const columns = Object.fromEntries(all.map((one) => [one, rowColumns(instances[one] ?? {}, { regime: true })]));
  const [, second, ...longer] = all;
  const price = (): number => rows[at.whole(0, rows.length - 1)]?.open ?? terms.price;
  return Array.from({ length: at.pick([0, 1, 1, 2, 3]) }, (_, index) => {
    const timeframes: Timeframes = second !== undefined && sits.chance(0.4) ? [second, ...longer] : all;
    if (at.chance(0.3)) return randomCode(`code ${index}`, timeframes, at);
    const form = randomForm(`rules ${index}`, { timeframes, columns, price }, at);
    return () => compileStrategy(form);
  });
}

/** Symbols whose money is the account's or becomes it through one that is traded too. */
function otherTerms(
  { symbol, accountCurrency, minutes }: MarketTerms,
  { count, timeframes, at }: Making & { readonly count: number },
): readonly MarketTerms[] {
  const pool = [
    { symbol: 'GBPUSD', price: 1.3, pip: 0.0001 },
    { symbol: 'AUDUSD', price: 0.7, pip: 0.0001 },
    { symbol: 'USDCHF', price: 0.9, pip: 0.0001 },
    { symbol: 'BTCUSD', price: 50_000, pip: 1, isAlwaysOpen: true },
    ...(symbol === 'EURUSD' ? [{ symbol: 'EURGBP', price: 0.85, pip: 0.0001 }] : []),
  ];
  const others = pool.map((one) => ({ one, at: at.roll() })).toSorted((one, other) => one.at - other.at);
  // Now and then a feed has a symbol in longer candles than another one.
  const longer = timeframes.includes('1') ? minutes : 5;
  return others
    .slice(0, count)
    .map(({ one }) => ({ ...one, accountCurrency, minutes: at.chance(0.3) ? longer : minutes }));
}

/** Now and then, between two candles too. */
function swapRows(rows: readonly CandleRow[]): readonly SwapRow[] {
  const opens = [...new Set(rows.map(({ openTime }) => openTime))].filter(Number.isInteger);
  const at = opens.toSorted((one, other) => one - other).filter((_, index) => index % 11 === 5);
  return at.map((openTime, index) => ({ at: openTime + (index % 3) * 20_000, long: -6.5 - index, short: 2 }));
}

type RestrictionsAt = NonNullable<BacktestRequest['restrictionsAt']>;

/** Some minutes of every so many; market closes take positions with them. */
function randomRestrictions(at: Dice): RestrictionsAt {
  const [every, length] = [at.whole(20, 300), at.whole(1, 60)];
  const reason = at.pick(['news', 'outside_schedule', 'market_close'] as const);
  const closePositions = reason === 'market_close' && at.chance(0.5);
  const isCounted = at.chance(0.2);
  return (instant) => {
    const minute = Math.floor(instant / 60_000) % every;
    if (minute >= length) return { blocked: false, reasons: [], closePositions: false };
    const message = isCounted ? `minute ${minute >> 2}` : 'closed';
    return { blocked: true, reasons: [{ reason, message }], closePositions };
  };
}

function randomTerms(at: Dice): MarketTerms {
  const euro = { symbol: 'EURUSD', price: 1.1, pip: 0.0001 };
  const market = at.pick([
    { ...euro, accountCurrency: 'USD' },
    { ...euro, accountCurrency: 'USD' },
    { ...euro, accountCurrency: 'EUR' },
    { symbol: 'USDJPY', price: 150, pip: 0.01, accountCurrency: 'USD' },
  ]);
  return { ...market, minutes: at.pick([1, 1, 1, 5] as const) };
}

type Timeframes = readonly [Timeframe, ...Timeframe[]];

function randomTimeframes({ minutes }: MarketTerms, at: Dice): Timeframes {
  if (minutes === 5) return at.pick<Timeframes>([['5'], ['5', '15']]);
  return at.pick<Timeframes>([['1'], ['1'], ['1'], ['1', '5', '15'], ['1', '60'], ['1', '1d'], ['5'], ['15']]);
}

/** Now and then those that are built of unpublished candles have a longer one beside them. */
function alsoLonger(timeframes: Timeframes, at: Dice): Timeframes {
  const [only] = timeframes;
  const isAlone = timeframes.length === 1 && only !== '1';
  return isAlone && at.chance(0.6) ? [only, at.pick(['60', '1d'])] : timeframes;
}

function randomInstances(at: Dice): Readonly<Record<string, IndicatorParams>> {
  const [first = 'sma', ...others] = indicatorNames();
  const names = Array.from({ length: at.chance(0.1) ? at.whole(10, 40) : at.whole(0, 4) }, () =>
    at.pick([first, ...others]),
  );
  const averages = { ema_fast: { period: at.whole(2, 9) }, ema_slow: { period: at.whole(10, 30) } };
  return { ...averages, ...Object.fromEntries(names.map((name) => [name, leastParams(name)])) };
}

/** What has no default. */
function leastParams(name: string): IndicatorParams {
  const needed = Object.entries(catalogEntry(name)?.parameters ?? {}).filter(([, one]) => one.default === undefined);
  return Object.fromEntries(needed.map(([key]) => [key, STEPS[key] ?? 7]));
}

const STEPS: Readonly<Record<string, number>> = { acceleration: 0.02, max_acceleration: 0.2 };

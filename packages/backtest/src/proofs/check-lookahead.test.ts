import type { CandleColumns } from '@q/brokers';
import type { Strategy } from '@q/trading';
import { checkLookahead } from './check-lookahead.js';
import type { ProofRequest } from './proof-request.js';
import { closeOf, coded, CONFIG, CROSS, ENTER, LEAVE, nowOf, placeOf, walk } from './testing/proof-bench.js';

const rows = walk(160);
const candles = { BTCUSD: rows };
const LIMIT = { limit: 12 };

function of(strategies: ProofRequest['strategies']): ProofRequest {
  return { config: CONFIG, candles, ...(strategies === undefined ? {} : { strategies }) };
}

/** The candle after the newest row, which does not exist yet. */
function tomorrow(all: CandleColumns, now: number): { readonly high: number; readonly close: number } | undefined {
  const place = placeOf(all, now);
  return place === undefined ? undefined : { high: all.high[place] ?? NaN, close: all.close[place] ?? NaN };
}

describe('cheats are caught', () => {
  test('one that was given the candles and looks up the next close by time', async () => {
    const next = new Map(rows.map(({ openTime, close }) => [openTime, close]));
    const cheat = coded('seer', (view) => ((next.get(nowOf(view)) ?? 0) > closeOf(view) ? ENTER : LEAVE));
    const { ok, violations } = await checkLookahead(of({ BTCUSD: [cheat] }), LIMIT);
    expect(ok).toBe(false);
    expect(violations[0]).toMatchObject({ method: 'moved', symbol: 'BTCUSD', strategy: 'seer' });
    expect(violations[0]?.whole).toBeDefined();
  });

  test('the same one where it is made for each run: no candle behind the cut tells it anything', async () => {
    const make = (all: Readonly<Record<string, CandleColumns>>): Record<string, readonly Strategy[]> => {
      const { BTCUSD } = all;
      return {
        BTCUSD: [
          coded('seer', (view) => {
            const next = BTCUSD === undefined ? undefined : tomorrow(BTCUSD, nowOf(view));
            return (next?.close ?? 0) > closeOf(view) ? ENTER : LEAVE;
          }),
        ],
      };
    };
    const { ok, checkedCuts, violations } = await checkLookahead(of(make), LIMIT);
    expect([ok, checkedCuts]).toEqual([false, 12]);
    expect(new Set(violations.map(({ method }) => method))).toEqual(new Set(['removed', 'changed']));
    for (const { cutAt, whole, truncated } of violations) expect((whole ?? truncated)?.at).toBe(cutAt);
  });

  test('one that peeks the next high, and only in wild minutes', async () => {
    const make = (all: Readonly<Record<string, CandleColumns>>): Record<string, readonly Strategy[]> => ({
      BTCUSD: [
        coded('peeker', (view) => {
          const [close, before] = [closeOf(view), closeOf(view, 1)];
          const isWild = Math.abs(close - before) > 0.19;
          const next = all['BTCUSD'] === undefined ? undefined : tomorrow(all['BTCUSD'], nowOf(view));
          if (isWild && (next?.high ?? Infinity) < close + 0.05) return [];
          return close > before ? ENTER : LEAVE;
        }),
      ],
    });
    const { violations } = await checkLookahead(of(make), { limit: 16 });
    expect(violations.map(({ strategy }) => strategy)).toContain('peeker');
  });

  test('one that holds back because of what comes, and so leaves no signal to be cut at', async () => {
    const crash = rows.findIndex(({ close, open }, at) => at > 60 && close < open - 0.15);
    const make = (all: Readonly<Record<string, CandleColumns>>): Record<string, readonly Strategy[]> => ({
      BTCUSD: [
        coded('coward', (view) => {
          const next = all['BTCUSD'] === undefined ? undefined : tomorrow(all['BTCUSD'], nowOf(view));
          const isCrash = nowOf(view) === rows[crash]?.openTime && (next?.close ?? Infinity) < closeOf(view) - 0.1;
          return nowOf(view) === rows[crash]?.openTime && !isCrash ? ENTER : [];
        }),
      ],
    });
    const { decisions, violations } = await checkLookahead(of(make), { limit: 8 });
    expect(decisions).toBe(0);
    expect(violations[0]).toMatchObject({ strategy: 'coward', whole: undefined, truncated: { kind: 'entry' } });
  });

  test('one whose own average is fed ahead', async () => {
    const make = (all: Readonly<Record<string, CandleColumns>>): Record<string, readonly Strategy[]> => {
      const closes = [...(all['BTCUSD']?.close.subarray(0, all['BTCUSD'].length) ?? [])];
      const ahead = closes.map((_, at) => closes.slice(Math.max(0, at - 3), at + 3).reduce((a, b) => a + b, 0) / 6);
      return {
        BTCUSD: [
          coded('centred', (view) => {
            const place = all['BTCUSD'] === undefined ? undefined : placeOf(all['BTCUSD'], nowOf(view) - 60_000);
            return closeOf(view) < (ahead[place ?? -1] ?? NaN) ? ENTER : LEAVE;
          }),
        ],
      };
    };
    expect((await checkLookahead(of(make), LIMIT)).violations[0]).toMatchObject({ strategy: 'centred' });
  });

  test('one that feeds its average ahead, candle by candle, from a list that it was given', async () => {
    let [place, average] = [0, 0];
    const cheat = coded('ahead', (view) => {
      place += 1;
      average += ((rows[place + 2]?.close ?? 0) - average) / 3;
      return closeOf(view) < average ? ENTER : LEAVE;
    });
    const { violations } = await checkLookahead(of({ BTCUSD: [cheat] }), LIMIT);
    expect(violations[0]).toMatchObject({ method: 'repeated', strategy: 'ahead' });
  });

  test('one that remembers a former run, although it is made anew', async () => {
    const highest = new Map<number, number>();
    let best = 0;
    const make = () => ({
      BTCUSD: [
        coded('rememberer', (view) => {
          highest.set(nowOf(view), closeOf(view));
          best = Math.max(best, closeOf(view));
          return closeOf(view) === best ? LEAVE : ENTER;
        }),
      ],
    });
    const { ok, violations } = await checkLookahead(of(make), LIMIT);
    expect(ok).toBe(false);
    expect(violations[0]).toMatchObject({ method: 'repeated', strategy: 'rememberer' });
  });

  test('and not the honest one beside it, whose orders it displaces', async () => {
    const make = (all: Readonly<Record<string, CandleColumns>>) => ({
      BTCUSD: [
        coded('seer', (view) => {
          const next = all['BTCUSD'] === undefined ? undefined : tomorrow(all['BTCUSD'], nowOf(view));
          return (next?.close ?? 0) > closeOf(view) ? ENTER : LEAVE;
        }),
        CROSS,
      ],
    });
    const { violations } = await checkLookahead(of(make), LIMIT);
    expect(new Set(violations.map(({ strategy }) => strategy))).toEqual(new Set(['seer']));
  });
});

describe('clean ones are not accused', () => {
  test('rules in a file: averages that cross, with every decision compared', async () => {
    const { ok, checkedCuts, decisions, violations } = await checkLookahead(of({ BTCUSD: [CROSS] }), LIMIT);
    expect({ ok, violations }).toEqual({ ok: true, violations: [] });
    expect(checkedCuts).toBe(12);
    expect(decisions).toBeGreaterThan(15);
  });

  test('rules over three timeframes with a lookback and the regime, with gaps in the data', async () => {
    const config = {
      ...CONFIG,
      trading: { symbols: ['BTCUSD'], timeframes: ['1' as const, '5' as const, '15' as const] },
      indicators: {
        inline: {
          BTCUSD: {
            '1': { rsi: { period: 5 } },
            '5': { regime: { warm_up: 20 } },
            '15': { ema: { period: 3 } },
          },
        },
      },
    };
    const wave = {
      name: 'wave',
      timeframes: ['1', '5', '15'],
      entry: {
        long: {
          conditions: [
            { signal: 'rsi', operator: '<', value: 45, timeframe: '1', lookback: 3 },
            { signal: 'regime', operator: '!=', value: 'warming_up', timeframe: '5' },
            { signal: 'close', operator: '>', value: 'previous_close', timeframe: '15' },
          ],
        },
      },
      exit: { long: { conditions: [{ signal: 'rsi', operator: '>', value: 60, timeframe: '1' }] } },
      risk: { position_sizing: { type: 'fixed', value: 1 }, sl: { type: 'fixed', value: 0.5, unit: 'price' } },
    } as const;
    const gappy = rows.filter((_, at) => at % 37 !== 11 && (at < 80 || at > 89));
    const request = { config, candles: { BTCUSD: gappy }, strategies: { BTCUSD: [wave] } };
    const { ok, decisions } = await checkLookahead(request, LIMIT);
    expect(ok).toBe(true);
    expect(decisions).toBeGreaterThan(5);
  });

  test('code that counts, made for each run', async () => {
    const make = () => {
      let count = 0;
      return { BTCUSD: [coded('counter', () => ((count += 1) % 7 === 0 ? ENTER : count % 7 === 3 ? LEAVE : []))] };
    };
    const { ok, decisions } = await checkLookahead(of(make), LIMIT);
    expect([ok, decisions > 30]).toEqual([true, true]);
  });

  test('candles that are published late: a decision belongs to the cycle that made it', async () => {
    const services = { data_fetching: { candle_index: 3, nbr_bars: 3 } };
    const request = { ...of({ BTCUSD: [CROSS] }), config: { ...CONFIG, services } };
    expect(await checkLookahead(request, LIMIT)).toMatchObject({ ok: true, violations: [] });
  });

  test('rules by the hour and the weekday, in a zone with summer time', async () => {
    const activation = {
      schedule: { days: ['sun' as const], hours: '20:30-22:00', time_zone: 'America/New_York' },
    };
    const late = { ...CROSS, activation };
    const { ok, decisions } = await checkLookahead(of({ BTCUSD: [late] }), { limit: 8 });
    expect(ok).toBe(true);
    expect(decisions).toBeGreaterThan(0);
  });
});

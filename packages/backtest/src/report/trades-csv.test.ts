import { resultOf, tradeOf } from './testing/hand-made.js';
import { tradesToCsv } from './trades-csv.js';

const HEADER =
  'position_id,symbol,strategy,direction,volume,opened_at,entry_price,closed_at,exit_price,reason,profit,commission,net_profit,adverse,favorable,duration_ms,swap';

test('a trade is a line with its times in UTC', () => {
  const trade = tradeOf(93, {
    positionId: 'abc',
    commission: -7,
    volume: 0.5,
    exitPrice: 1.102,
    adverse: 0.0005,
    favorable: 0.0025,
    reason: 'take_profit',
  });
  expect(tradesToCsv(resultOf({ trades: [trade] }))).toBe(
    `${HEADER}\r\nabc,EURUSD,made,long,0.5,2025-01-06T00:00:00.000Z,1.1,2025-01-06T01:00:00.000Z,1.102,take_profit,100,-7,93,0.0005,0.0025,3600000,0\r\n`,
  );
});

test('the swap of a trade stands beside its profit and commission, and makes the net profit with them', () => {
  const trade = tradeOf(89.1, { profit: 100, commission: -7, swap: -3.9 });
  const [names, cells] = tradesToCsv({ trades: [trade] })
    .split('\r\n')
    .map((line) => line.split(','));
  const cell = (name: string): number => Number(cells?.[names?.indexOf(name) ?? NaN]);
  expect(cell('swap')).toBe(-3.9);
  expect(cell('profit') + cell('commission') + cell('swap')).toBeCloseTo(cell('net_profit'), 10);
});

test('prices and their distances stand without the dust of binary fractions', () => {
  const trade = tradeOf(1, {
    entryPrice: 100.1,
    exitPrice: (112.4 * 0.1 + 112.4 * 0.2) / 0.3,
    adverse: 100.1 - 95.7,
    favorable: 112.4 - 100.1,
  });
  expect(String(trade.favorable)).toBe('12.300000000000011');
  expect(tradesToCsv({ trades: [trade] })).toContain(
    ',100.1,2025-01-06T01:00:00.000Z,112.4,exit_signal,1,0,1,4.4,12.3,',
  );
});

test('without trades there is the header alone', () => {
  expect(tradesToCsv({ trades: [] })).toBe(`${HEADER}\r\n`);
});

test('commas, quotes and line ends stand in quotes', () => {
  const [, line] = tradesToCsv({ trades: [tradeOf(1, { positionId: 'p', strategy: 'a "b", c' })] }).split('\r\n');
  expect(line).toMatch(/^p,EURUSD,"a ""b"", c",long,/);
  expect(tradesToCsv({ trades: [tradeOf(1, { strategy: 'a\nb' })] })).toContain('"a\nb"');
});

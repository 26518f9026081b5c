import { searchWindows } from './search-windows.js';

const at = (day: string): number => Date.parse(`${day}T00:00Z`);
const days = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const shown = (from: string, to: string, settings: Parameters<typeof searchWindows>[1]) =>
  searchWindows({ from: at(from), to: at(to) }, settings).map(({ inSample, outOfSample }) =>
    [inSample.from, inSample.to, outOfSample.from, outOfSample.to].map(days),
  );

test('rolling windows follow one another, each search of the same length', () => {
  expect(shown('2024-01-01', '2024-12-31', { in_sample: '6mo', out_of_sample: '2mo', windows: 'rolling' })).toEqual([
    ['2024-01-01', '2024-07-01', '2024-07-01', '2024-09-01'],
    ['2024-03-01', '2024-09-01', '2024-09-01', '2024-11-01'],
  ]);
});

test('anchored windows search all that has been', () => {
  expect(shown('2024-01-01', '2024-02-10', { in_sample: '20d', out_of_sample: '10d', windows: 'anchored' })).toEqual([
    ['2024-01-01', '2024-01-21', '2024-01-21', '2024-01-31'],
    ['2024-01-01', '2024-01-31', '2024-01-31', '2024-02-10'],
  ]);
});

test('no search reaches before the data, no trading behind them', () => {
  const settings = { in_sample: '1mo', out_of_sample: '1mo', windows: 'rolling' } as const;
  expect(shown('2024-01-31', '2024-04-30', settings)).toEqual([
    ['2024-01-31', '2024-02-29', '2024-02-29', '2024-03-29'],
    ['2024-02-29', '2024-03-29', '2024-03-29', '2024-04-29'],
  ]);
});

test('data that hold no window are refused with what to do', () => {
  expect(() =>
    shown('2024-01-01', '2024-02-01', { in_sample: '30d', out_of_sample: '2d', windows: 'rolling' }),
  ).toThrow('the data hold 31 days, and no window of 30d to search and 2d to trade');
});

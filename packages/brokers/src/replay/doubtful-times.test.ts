import { readCandleCsv } from './read-candle-csv.js';
import { readTickCsv } from './read-tick-csv.js';

const bytes = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));
const candles = (...lines: readonly string[]) => readCandleCsv(bytes(lines), { name: 'eurusd.csv' });
const PRICES = '1.1,1.3,1.0,1.2';
const hours = (row: (hour: number, day: number) => string): readonly string[] =>
  Array.from({ length: 48 }, (_, at) => row(at % 24, 6 + Math.floor(at / 24)));
const two = (value: number): string => String(value).padStart(2, '0');

describe('numbers that look like dates and would be counted from 1970', () => {
  test.each([
    ['202501060001', 'YYYYMMDDHHMM', 'milliseconds', '20250106000100', '2025-01-06 00:01'],
    ['2025010613', 'YYYYMMDDHH', 'seconds', '20250106130000', '2025-01-06 13:00'],
  ])('%s is refused in a file of candles, and what to write is said', (time, form, unit, digits, text) => {
    const message = `eurusd.csv: the times of the column 'stamp', such as '${time}', look like ${form} and would be taken for ${unit} since 1970; write them with seconds, as ${digits}, or as ${text}`;
    const header = 'stamp,open,high,low,close';
    const read = () =>
      readCandleCsv(bytes([header, `${time},${PRICES}`]), {
        name: 'eurusd.csv',
        columns: { time: 'stamp' },
        timeframe: '1',
      });
    expect(read).toThrow(message);
  });

  test('also without a header, and in a file of ticks', () => {
    expect(() => candles(`202501060001,${PRICES}`, `202501060002,${PRICES}`)).toThrow(
      "the times of column 1, such as '202501060001', look like YYYYMMDDHHMM",
    );
    expect(() => readTickCsv(bytes(['time,bid,ask', '202501060001,1.1,1.2']), { name: 'ticks.csv' })).toThrow(
      "ticks.csv: the times of the column 'time', such as '202501060001', look like YYYYMMDDHHMM",
    );
  });

  test('seconds and milliseconds since 1970 are read as such', () => {
    const rows = [1_736_121_600, 1_736_121_660].map((time) => `${time},${PRICES}`);
    expect(candles('time,open,high,low,close', ...rows).columns.openTime[0]).toBe(1_736_121_600_000);
    // Minutes of January 1976: the first two could be dates, the third could not.
    const old = [190_712_252_340, 190_712_312_340, 190_712_372_340].map((time) => `${time},${PRICES}`);
    expect(candles('time,open,high,low,close', ...old).timeframe).toBe('1');
  });
});

describe('dates alone that most rows repeat', () => {
  test('a column with times of day that was not read is named, and what to state', () => {
    const rows = hours((hour, day) => `2025-01-${two(day)},${two(hour)}:00,${PRICES}`);
    expect(() => candles('date,hour,open,high,low,close', ...rows)).toThrow(
      "eurusd.csv: 46 of 48 rows have the date of the row before them: the column 'date' has no time of day, which seems to stand in the column 'hour'; state `columns: { time: date, time_of_day: hour }`",
    );
    const stated = readCandleCsv(bytes(['date,hour,open,high,low,close', ...rows]), {
      name: 'eurusd.csv',
      columns: { time: 'date', time_of_day: 'hour' },
    });
    expect(stated.timeframe).toBe('60');
  });

  test('a column of bare hours is named, and how to write it', () => {
    const message =
      "rows have the date of the row before them: the column 'date' has no time of day, which seems to stand in the column 'hour'; write it there as HH:MM and state `columns: { time: date, time_of_day: hour }`, or write both in one column, as 2025-01-06 13:00";
    const file = (length: number): readonly string[] =>
      hours((hour, day) => `2025-01-${two(day)},${hour},${PRICES}`).slice(0, length);
    expect(() => candles('date,hour,open,high,low,close', ...file(48))).toThrow(message);
    expect(() => candles('date,hour,open,high,low,close', ...file(24))).toThrow(message);
    const atMidnight = hours((hour, day) => `2025-01-${two(day)} 00:00:00,${hour},${PRICES}`);
    expect(() => candles('date,hour,open,high,low,close', ...atMidnight)).toThrow(message);
  });

  test('where there is no such column, the time of day is missing', () => {
    const rows = hours((_, day) => `2025-01-${two(day)},${PRICES}`);
    expect(() => candles('date,open,high,low,close', ...rows)).toThrow(
      "eurusd.csv: 46 of 48 rows have the date of the row before them: the column 'date' has no time of day; write it beside the date, as 2025-01-06 13:00, or keep one row for each day",
    );
  });

  test('a few days that come twice are left to the run, which reports them', () => {
    const rows = [6, 7, 8, 8, 9].map((day) => `2025-01-${two(day)},${PRICES}`);
    expect(candles('date,open,high,low,close', ...rows).timeframe).toBe('1d');
  });
});

import { CandleDataError } from './candle-data-error.js';
import type { CsvSource } from './csv-source.js';
import type { DateOrder } from './parse-time.js';
import type { RowCells } from './row-cells.js';

const YEAR_LAST = /^(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)/;

export interface DateCells {
  readonly source: CsvSource;
  readonly cells: RowCells;
  readonly column: number;
  readonly headerLines: number;
  readonly file: string;
}

/**
 * Whether days or months come first where the year comes last: the first date with a number above 12 tells.
 * With dots the day comes first, as everywhere that dots are used.
 */
export function sniffDateOrder({ source, cells, column, headerLines, file }: DateCells): DateOrder {
  let line = 0;
  let sample: string | undefined;
  for (const piece of source.pieces()) {
    for (let start = 0; start < piece.length;) {
      start = cells.split(piece, start);
      line += 1;
      if (line <= headerLines || cells.count === 0) continue;
      const text = cells.text(piece, column);
      const match = YEAR_LAST.exec(text);
      if (match === null || match[2] === '.') return 'dmy';
      if (Number(match[1]) > 12) return 'dmy';
      if (Number(match[3]) > 12) return 'mdy';
      sample ??= text;
    }
  }
  const problem = `the order of day and month is ambiguous: no date such as '${sample ?? ''}' has a day above the 12th`;
  throw new CandleDataError(`${problem}; state \`date_order: dmy\` or \`date_order: mdy\``, { file });
}

import { isNotAvailable } from '../report/figure.js';
import type { MonthRow } from '../report/tables.js';
import { percent } from './figure-text.js';

/** Text as HTML shows it: names come from files. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A table; numbers with a sign are coloured by it. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th>${escaped(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body === '' ? `<tr><td>none</td></tr>` : body}</tbody></table>`;
}

function cell(text: string): string {
  const colour = text.startsWith('+') ? ' class="up"' : /^−\d/.test(text) ? ' class="down"' : '';
  return `<td${colour}>${escaped(text)}</td>`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A month of so many percent has the full colour. */
const FULL_PERCENT = 10;

/** Years down, months across, the return of each. */
export function heatMap(rows: readonly MonthRow[]): string {
  const years = [...new Set(rows.map(({ month }) => month.slice(0, 4)))];
  const body = years.map((year) => {
    const cells = MONTHS.map((_, index) => heatCell(rows.find(({ month }) => month === monthOf(year, index))));
    return `<tr><td>${year}</td>${cells.join('')}</tr>`;
  });
  const head = MONTHS.map((name) => `<th>${name}</th>`).join('');
  return `<table class="heat"><thead><tr><th></th>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function monthOf(year: string, index: number): string {
  return `${year}-${String(index + 1).padStart(2, '0')}`;
}

function heatCell(row: MonthRow | undefined): string {
  if (row === undefined || isNotAvailable(row.returnPercent)) return '<td></td>';
  const strength = Math.min(1, Math.abs(row.returnPercent) / FULL_PERCENT);
  const colour = row.returnPercent >= 0 ? '--up' : '--down';
  const share = Math.round(12 + strength * 60);
  return `<td style="background:color-mix(in srgb, var(${colour}) ${share}%, var(--paper))" title="${row.trades} trades">${percent(row.returnPercent, 1)}</td>`;
}

const BARS = 31;
const [WIDTH, HEIGHT] = [1_120, 200];

/** A histogram of the trades' results, losses left of the middle line. */
export function distribution(profits: readonly number[], currency: string): string {
  const most = profits.reduce((largest, profit) => Math.max(largest, Math.abs(profit)), 0);
  if (most === 0) return '<p class="note">no trades</p>';
  const counts = new Array<number>(BARS).fill(0);
  for (const profit of profits) {
    const bar = Math.min(BARS - 1, Math.floor(((profit + most) / (2 * most)) * BARS));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const highest = Math.max(...counts);
  const width = WIDTH / BARS;
  const bars = counts.map((count, bar) => {
    const height = (count / highest) * (HEIGHT - 30);
    const middle = ((bar + 0.5) / BARS) * 2 * most - most;
    const colour = middle >= 0 ? '--up' : '--down';
    return `<rect x="${(bar * width + 1).toFixed(1)}" y="${(HEIGHT - 20 - height).toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${height.toFixed(1)}" rx="2" fill="var(${colour})"><title>${count} trades around ${middle.toFixed(2)} ${currency}</title></rect>`;
  });
  const label = (x: number, anchor: string, value: number): string =>
    `<text x="${x}" y="${HEIGHT - 4}" text-anchor="${anchor}">${value.toFixed(2)}</text>`;
  const labels = `${label(0, 'start', -most)}${label(WIDTH / 2, 'middle', 0)}${label(WIDTH, 'end', most)}`;
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" role="img" aria-label="trades by net profit">${bars.join('')}${labels}</svg>`;
}

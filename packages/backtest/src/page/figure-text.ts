import type { Estimated, Figure } from '../report/figure.js';
import { isNotAvailable } from '../report/figure.js';

/** How numbers read on the page and in the terminal: figures that are not there say why. */

export function plain(figure: Figure, decimals = 2): string {
  return isNotAvailable(figure) ? `n/a: ${figure.na}` : figure.toLocaleString('en-US', fixed(decimals));
}

export function money(figure: Figure, decimals = 2): string {
  if (isNotAvailable(figure)) return `n/a: ${figure.na}`;
  const sign = figure < 0 ? '−' : '';
  return `${sign}${Math.abs(figure).toLocaleString('en-US', fixed(decimals))}`;
}

/** With its sign, also where it is positive. */
export function signedMoney(figure: Figure): string {
  return !isNotAvailable(figure) && figure > 0 ? `+${money(figure)}` : money(figure);
}

export function percent(figure: Figure, decimals = 2): string {
  return isNotAvailable(figure) ? plain(figure) : `${money(figure, decimals)} %`;
}

export function share(figure: Figure): string {
  return isNotAvailable(figure) ? plain(figure) : percent(figure * 100, 1);
}

/** A value with its 95 % interval. */
export function estimated(figure: Estimated, text: (figure: Figure) => string = plain): string {
  if (isNotAvailable(figure)) return plain(figure);
  const { value, interval } = figure;
  const around = isNotAvailable(interval) ? '' : ` [${text(interval.low)} … ${text(interval.high)}]`;
  return `${text(value)}${around}`;
}

/** A value and its interval apart: the one is looked at first. */
export function apart(
  figure: Estimated,
  text: (figure: Figure) => string = plain,
): readonly [value: string, around: string] {
  if (isNotAvailable(figure)) return ['n/a', figure.na];
  const { value, interval } = figure;
  return [text(value), isNotAvailable(interval) ? '' : `95 %: ${text(interval.low)} … ${text(interval.high)}`];
}

/** A share of something, in words. */
export function shareOf(figure: Figure, of: string): string {
  return isNotAvailable(figure) ? figure.na : `${percent(figure, 1)} of ${of}`;
}

export function duration(figure: Figure): string {
  if (isNotAvailable(figure)) return plain(figure);
  const minutes = Math.round(figure / 60_000);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

export function instant(figure: Figure): string {
  return isNotAvailable(figure) ? plain(figure) : new Date(figure).toISOString().slice(0, 16).replace('T', ' ');
}

function fixed(decimals: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
}

import { CANDLE_SCRIPT } from './script-candles.js';
import { CURVE_SCRIPT } from './script-curves.js';
import { POSITION_SCRIPT } from './script-positions.js';
import { THEME_SCRIPT } from './script-theme.js';
import { TRADE_SCRIPT } from './script-trades.js';

/**
 * Draws the charts from the data that stand in the page. Runs in the reader's browser, with `LightweightCharts` before it, and asks nobody
 * for anything. Each part is a function body that sees those before it.
 */
export const PAGE_SCRIPT = `
(() => {
  'use strict';
  const L = LightweightCharts;
  const data = JSON.parse(document.getElementById('data').textContent);
  const element = (id) => document.getElementById(id);
  const number = (value, decimals) => value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const signed = (value) => (value > 0 ? '+' : value < 0 ? '\\u2212' : '') + number(Math.abs(value), 2);
  const minute = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const words = (name) => name.replaceAll('_', ' ');
${THEME_SCRIPT}${CURVE_SCRIPT}${POSITION_SCRIPT}${CANDLE_SCRIPT}${TRADE_SCRIPT}
  redraw();
})();
`;

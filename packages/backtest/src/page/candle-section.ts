import { escaped } from './page-parts.js';

const ORDERS = ['oldest', 'newest', 'best', 'worst', 'longest'];

/** The candle chart with its tools, and the list of trades behind it. */
export function candleSection(symbols: readonly string[]): string {
  const ofSymbols = symbols.map(
    (symbol, index) =>
      `<button type="button" data-market="${index}" aria-pressed="${index === 0}">${escaped(symbol)}</button>`,
  );
  return `<h2>Candles and trades</h2>
<div class="tools" role="toolbar" aria-label="candle chart">${symbols.length > 1 ? ofSymbols.join('') : ''}<button type="button" id="whole" aria-pressed="true">Whole run</button><button type="button" id="previous">Previous trade</button><button type="button" id="next">Next trade</button><button type="button" id="candle-reset">Reset view</button></div>
<div id="candle-about" class="note" aria-live="polite"></div>
<div id="candle-values" class="values"></div>
<div id="candles" class="chart candles" tabindex="0" role="img" aria-label="candles with entries, exits, stops, targets and indicators; arrow keys move, plus and minus zoom, 0 shows all"></div>
<div class="legend"><span><i style="background:var(--accent)"></i>entry (arrow)</span><span><i style="background:var(--up)"></i>exit with profit, way to the target</span><span><i style="background:var(--down)"></i>exit with loss, way to the stop</span><span>lines: stop loss as it was moved, targets, entry price (dots), entry to exit (dashes)</span></div>
<h2>Trades</h2>
<div class="tools"><label>Order <select id="order">${ORDERS.map((order) => `<option>${order}</option>`).join('')}</select></label><button type="button" id="earlier">Back</button><button type="button" id="later">Forward</button><span id="trade-count" class="note" aria-live="polite"></span></div>
<div class="wide"><table id="trades"><thead><tr><th>Trade</th><th>opened, UTC</th><th>symbol</th><th>strategy</th><th>direction</th><th>lots</th><th>entry</th><th>exit</th><th>reason</th><th>lasted</th><th>swap</th><th>net profit</th></tr></thead><tbody></tbody></table></div>`;
}

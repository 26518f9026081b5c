/** The list of trades, a page at a time: who chooses one sees it on the candle chart. */
export const TRADE_SCRIPT = `
  const ROWS = 12;
  const orders = {
    newest: (a, b) => b.closedAt - a.closedAt,
    oldest: (a, b) => a.closedAt - b.closedAt,
    best: (a, b) => b.net - a.net,
    worst: (a, b) => a.net - b.net,
    longest: (a, b) => b.closedAt - b.openedAt - (a.closedAt - a.openedAt),
  };
  let sorted = [...data.trades];
  let page = 0;
  const length = (seconds) => seconds >= 86400 ? (seconds / 86400).toFixed(1) + ' d' : seconds >= 3600 ? (seconds / 3600).toFixed(1) + ' h' : Math.round(seconds / 60) + ' min';
  const drawTrades = () => {
    const pages = Math.max(1, Math.ceil(sorted.length / ROWS));
    page = Math.min(pages - 1, Math.max(0, page));
    const body = element('trades').tBodies[0];
    body.replaceChildren(...sorted.slice(page * ROWS, (page + 1) * ROWS).map((trade) => {
      const row = document.createElement('tr');
      const market = data.markets.find(({ symbol }) => symbol === trade.symbol);
      const cells = [minute(trade.openedAt), trade.symbol, trade.strategy, trade.direction, String(trade.volume), number(trade.entry, market.digits), number(trade.exit, market.digits), words(trade.reason), length(trade.closedAt - trade.openedAt), signed(trade.swap), signed(trade.net)];
      const button = document.createElement('button');
      button.textContent = String(data.trades.indexOf(trade) + 1);
      button.title = 'show this trade on the chart';
      const first = row.insertCell();
      first.append(button);
      cells.forEach((text) => (row.insertCell().textContent = text));
      row.lastChild.className = trade.net > 0 ? 'up' : trade.net < 0 ? 'down' : '';
      if (trade === shown.trade) row.setAttribute('aria-current', 'true');
      row.addEventListener('click', () => {
        chooseTrade(trade);
        element('candle-about').scrollIntoView({ block: 'nearest' });
        body.querySelector('[aria-current] button')?.focus({ preventScroll: true });
      });
      return row;
    }));
    const note = data.trades.length < data.tradeCount ? ' of ' + number(data.tradeCount, 0) + ' (the 50 worst, the 50 best, and others spread over time; all are in trades.csv)' : '';
    element('trade-count').textContent = number(data.trades.length, 0) + (data.trades.length === 1 ? ' trade' : ' trades') + note + ', page ' + (page + 1) + ' of ' + pages;
    element('earlier').disabled = page === 0;
    element('later').disabled = page === pages - 1;
  };
  const turn = (by) => { page += by; drawTrades(); };
  element('earlier').addEventListener('click', () => turn(-1));
  element('later').addEventListener('click', () => turn(1));
  element('order').addEventListener('change', ({ target }) => {
    sorted = [...data.trades].sort(orders[target.value]);
    page = 0;
    drawTrades();
  });
  const step = (by) => {
    if (sorted.length === 0) return;
    const at = shown.trade === undefined ? (by > 0 ? 0 : sorted.length - 1) : (sorted.indexOf(shown.trade) + by + sorted.length) % sorted.length;
    page = Math.floor(at / ROWS);
    chooseTrade(sorted[at]);
  };
  element('previous').addEventListener('click', () => step(-1));
  element('next').addEventListener('click', () => step(1));
  drawings.push(drawTrades);
`;

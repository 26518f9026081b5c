/** The candle chart: the whole run of a symbol, or the candles around one trade, with indicators, entries and exits. */
export const CANDLE_SCRIPT = `
  const unpacked = ({ time, ticks }, digits) => {
    const scale = Math.pow(10, digits);
    let [second, close] = [0, 0];
    return time.map((distance, index) => {
      second += distance;
      const [gap, above, below, body] = ticks.slice(4 * index, 4 * index + 4);
      const open = close + gap;
      close = open + body;
      return { time: second, open: open / scale, high: (Math.max(open, close) + above) / scale, low: (Math.min(open, close) - below) / scale, close: close / scale };
    });
  };
  const placesOf = (candles) => (at) => {
    let [low, high] = [0, candles.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (candles[middle].time <= at) low = middle;
      else high = middle - 1;
    }
    return candles[low].time;
  };
  const span = (seconds) => seconds % 86400 === 0 ? seconds / 86400 + ' d' : seconds % 3600 === 0 ? seconds / 3600 + ' h' : seconds / 60 + ' min';
  const lineColours = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6'];
  const shown = { market: 0, trade: undefined };
  let candleChart;

  const markersOf = (trades, focus, placeOf) => trades.flatMap((one) => {
    const long = one.direction === 'long';
    const isFocus = one === focus;
    const small = trades.length > 150 ? 0.4 : 0.8;
    return [
      { time: placeOf(one.openedAt), position: long ? 'belowBar' : 'aboveBar', shape: long ? 'arrowUp' : 'arrowDown', color: css('--accent'), size: isFocus ? 1.6 : small, text: isFocus ? one.direction + ' ' + one.volume : '' },
      { time: placeOf(one.closedAt), position: long ? 'aboveBar' : 'belowBar', shape: 'circle', color: one.net > 0 ? css('--up') : css('--down'), size: isFocus ? 1.2 : small, text: isFocus ? words(one.reason) + ' ' + signed(one.net) : '' },
    ];
  }).sort((a, b) => a.time - b.time);

  const drawCandles = () => {
    const market = data.markets[shown.market];
    if (market === undefined) return;
    const trade = shown.trade;
    const packed = trade === undefined ? market.overview : market.windows[trade.window];
    const candles = unpacked(packed, market.digits);
    const placeOf = placesOf(candles);
    const inside = data.trades.filter((one) => one.symbol === market.symbol && (trade === undefined || (one.closedAt >= candles[0].time && one.openedAt <= candles.at(-1).time)));
    const lines = market.lines.filter((_line, index) => packed.lines[index] !== undefined);
    const panes = Math.max(0, ...lines.map((line) => line.pane));
    const holder = element('candles');
    holder.style.height = 420 + 110 * panes + 'px';
    candleChart?.remove();
    candleChart = L.createChart(holder, look());
    const series = candleChart.addSeries(L.CandlestickSeries, {
      upColor: css('--up'), borderUpColor: css('--up'), wickUpColor: css('--up'), downColor: css('--down'), borderDownColor: css('--down'), wickDownColor: css('--down'),
      priceLineVisible: false, priceFormat: { type: 'price', precision: market.digits, minMove: Math.pow(10, -market.digits) },
    });
    series.setData(candles);
    const drawn = lines.map((line, index) => {
      const decimals = line.pane === 0 ? market.digits : 2;
      const own = candleChart.addSeries(L.LineSeries, {
        color: css(lineColours[index % lineColours.length]), lineWidth: 1.5, priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false,
        priceFormat: line.pane === 0 ? { type: 'price', precision: decimals, minMove: Math.pow(10, -decimals) } : { type: 'custom', minMove: 1e-8, formatter: (value) => String(Number(value.toPrecision(4))) },
      }, line.pane);
      own.setData(candles.map(({ time }, at) => (packed.lines[index][at] === null ? { time } : { time, value: packed.lines[index][at] })));
      return { line, own };
    });
    candleChart.panes().forEach((pane, index) => pane.setStretchFactor(index === 0 ? 420 : 110));
    series.attachPrimitive(positionsOn(trade === undefined ? inside : [trade], placeOf, trade === undefined ? [] : [trade]));
    L.createSeriesMarkers(series, markersOf(inside, trade, placeOf));
    candleChart.timeScale().fitContent();
    const values = element('candle-values');
    const show = (at, bar, ofLines) => {
      const price = (value) => number(value, market.digits);
      const parts = [minute(at) + ' UTC', 'O ' + price(bar.open) + '  H ' + price(bar.high) + '  L ' + price(bar.low) + '  C ' + price(bar.close)];
      values.replaceChildren(parts.join('  '));
      drawn.forEach(({ line }, index) => {
        const entry = document.createElement('span');
        entry.style.color = css(lineColours[index % lineColours.length]);
        const value = ofLines[index];
        entry.textContent = line.name + (line.timeframe === market.timeframe ? '' : ' (' + line.timeframe + ')') + ' ' + (value === undefined || value === null ? 'n/a' : line.pane === 0 ? price(value) : String(Number(value.toPrecision(5))));
        values.append('  ', entry);
      });
    };
    const last = () => show(candles.at(-1).time, candles.at(-1), drawn.map((_one, index) => packed.lines[index].at(-1)));
    if (candles.length > 0) last();
    candleChart.subscribeCrosshairMove(({ time, seriesData }) => {
      const bar = seriesData.get(series);
      if (time === undefined || bar === undefined) last();
      else show(time, bar, drawn.map(({ own }) => seriesData.get(own)?.value));
    });
    const length = span(packed.size * packed.baseSeconds);
    const left = market.leftOut.length === 0 ? '' : ' Not drawn for want of room: ' + market.leftOut.join(', ') + '.';
    element('candle-about').textContent = trade === undefined
      ? market.symbol + ', the whole run in candles of ' + length + (packed.size > 1 && market.lines.length > 0 ? '; indicators are drawn around single trades: choose one below' : '') + '.' + left
      : market.symbol + ', trade ' + (data.trades.indexOf(trade) + 1) + ': ' + trade.direction + ' ' + trade.volume + ' lots from ' + minute(trade.openedAt) + ' to ' + minute(trade.closedAt) + ', ' + signed(trade.net) + ' ' + data.currency + ', ' + words(trade.reason) + '. Candles of ' + length + '.' + left;
    document.querySelectorAll('[data-market]').forEach((button) => button.setAttribute('aria-pressed', String(Number(button.dataset.market) === shown.market)));
    element('whole').setAttribute('aria-pressed', String(trade === undefined));
  };
  drawings.push(drawCandles);
  const choose = (market, trade) => {
    Object.assign(shown, { market, trade });
    drawCandles();
    drawTrades();
  };
  const chooseTrade = (trade) => choose(data.markets.findIndex(({ symbol }) => symbol === trade.symbol), trade);
  document.querySelectorAll('[data-market]').forEach((button) => button.addEventListener('click', () => choose(Number(button.dataset.market), undefined)));
  element('whole').addEventListener('click', () => choose(shown.market, undefined));
  element('candle-reset').addEventListener('click', () => {
    candleChart?.timeScale().fitContent();
    candleChart?.priceScale('right').applyOptions({ autoScale: true });
  });
  steer(element('candles'), () => candleChart);
`;

/** Draws the charts from the data that stand in the page. Runs in the reader's browser, with `LightweightCharts` before it. */
export const PAGE_SCRIPT = `
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const L = LightweightCharts;
  const base = () => ({
    autoSize: true,
    layout: { background: { color: css('--paper') }, textColor: css('--soft'), attributionLogo: true },
    grid: { vertLines: { color: css('--line') }, horzLines: { color: css('--line') } },
    rightPriceScale: { borderColor: css('--line') },
    timeScale: { borderColor: css('--line'), timeVisible: true, secondsVisible: false, minBarSpacing: 0.01 },
  });
  const chartIn = (id) => L.createChart(document.getElementById(id), base());
  const money = { priceFormat: { type: 'price', precision: 2, minMove: 0.01 }, lineWidth: 2, priceLineVisible: false };

  const equity = chartIn('equity');
  equity.addSeries(L.LineSeries, { ...money, color: css('--soft'), lineWidth: 1 }).setData(data.buyAndHold);
  equity.addSeries(L.LineSeries, { ...money, color: css('--accent') }).setData(data.equity);
  equity.timeScale().fitContent();

  const drawdown = chartIn('drawdown');
  const under = drawdown.addSeries(L.AreaSeries, {
    lineColor: css('--down'), topColor: 'transparent', bottomColor: css('--down') + '55', lineWidth: 1, invertFilledArea: true, priceLineVisible: false,
    priceFormat: { type: 'custom', minMove: 0.01, formatter: (value) => value.toFixed(2) + ' %' },
  });
  under.setData(data.drawdown);
  drawdown.timeScale().fitContent();

  data.markets.forEach((market, index) => {
    const chart = chartIn('market-' + index);
    const series = chart.addSeries(L.CandlestickSeries, {
      upColor: css('--up'), borderUpColor: css('--up'), wickUpColor: css('--up'),
      downColor: css('--down'), borderDownColor: css('--down'), wickDownColor: css('--down'),
      priceFormat: { type: 'price', precision: market.digits, minMove: Math.pow(10, -market.digits) },
    });
    series.setData(market.candles);
    L.createSeriesMarkers(series, market.markers.map((one) => ({
      time: one.time,
      position: (one.kind === 'entry') === (one.direction === 'long') ? 'belowBar' : 'aboveBar',
      shape: one.kind === 'exit' ? 'circle' : one.direction === 'long' ? 'arrowUp' : 'arrowDown',
      color: one.kind === 'entry' ? css('--accent') : one.won ? css('--up') : css('--down'),
      size: one.kind === 'exit' ? 0.7 : 1,
    })));
    chart.timeScale().fitContent();
  });
})();
`;

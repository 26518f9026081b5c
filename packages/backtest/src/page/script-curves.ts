/** Equity against buying and holding, and the drawdown below it on the same scale of time. */
export const CURVE_SCRIPT = `
  const points = ({ time, value }) => time.map((at, index) => ({ time: at, value: value[index] }));
  const curves = { equity: points(data.equity), held: points(data.buyAndHold), drawdown: points(data.drawdown) };
  let curveChart;
  drawings.push(() => {
    curveChart?.remove();
    curveChart = L.createChart(element('equity'), { ...look(), layout: { ...look().layout, attributionLogo: true } });
    const money = { priceFormat: { type: 'price', precision: 2, minMove: 0.01 }, priceLineVisible: false };
    const held = curveChart.addSeries(L.LineSeries, { ...money, color: css('--held'), lineWidth: 1, lastValueVisible: false });
    const equity = curveChart.addSeries(L.AreaSeries, { ...money, lineColor: css('--accent'), topColor: css('--accent') + '33', bottomColor: css('--accent') + '00', lineWidth: 2, lineType: 1 });
    const under = curveChart.addSeries(L.AreaSeries, {
      lineColor: css('--down'), topColor: css('--down') + '0a', bottomColor: css('--down') + '55', lineWidth: 1, lineType: 1, invertFilledArea: true, priceLineVisible: false,
      priceFormat: { type: 'custom', minMove: 0.01, formatter: (value) => value.toFixed(2) + ' %' },
    }, 1);
    held.setData(curves.held);
    equity.setData(curves.equity);
    under.setData(curves.drawdown);
    const [upper, lower] = curveChart.panes();
    upper.setStretchFactor(3);
    lower.setStretchFactor(1);
    curveChart.timeScale().fitContent();
    const show = (at, values) => {
      const text = (value, unit) => (value === undefined ? 'n/a' : number(value, 2) + unit);
      element('equity-values').textContent = minute(at) + ' UTC \\u00b7 equity ' + text(values[0], ' ' + data.currency) + ' \\u00b7 buy and hold ' + text(values[1], ' ' + data.currency) + ' \\u00b7 drawdown ' + text(values[2], ' %');
    };
    const last = () => show(curves.equity.at(-1)?.time ?? 0, [curves.equity.at(-1)?.value, curves.held.at(-1)?.value, curves.drawdown.at(-1)?.value]);
    last();
    curveChart.subscribeCrosshairMove(({ time, seriesData }) => {
      if (time === undefined) last();
      else show(time, [equity, held, under].map((one) => seriesData.get(one)?.value));
    });
  });
  element('equity-reset').addEventListener('click', () => curveChart.timeScale().fitContent());
  steer(element('equity'), () => curveChart);
`;

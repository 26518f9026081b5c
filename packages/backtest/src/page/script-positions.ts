/** Draws the life of trades behind the candles: what was risked and what was aimed at as areas, stops and targets as lines, entry to exit. */
export const POSITION_SCRIPT = `
  const positionsOn = (trades, placeOf, reach) => {
    let chart, series;
    const levelsOf = (trade) => [trade.entry, trade.exit, ...trade.stops.map((one) => one[1]), ...trade.targets];
    const drawOne = (context, trade) => {
      const x = (at) => chart.timeScale().timeToCoordinate(placeOf(at));
      const y = (price) => series.priceToCoordinate(price);
      const [left, right, entry, exit] = [x(trade.openedAt), x(trade.closedAt), y(trade.entry), y(trade.exit)];
      if (left === null || right === null || entry === null || exit === null) return;
      const width = Math.max(2, right - left);
      const [up, down] = [css('--up'), css('--down')];
      const area = (price, colour) => {
        context.fillStyle = colour + '22';
        context.fillRect(left, Math.min(entry, y(price)), width, Math.abs(y(price) - entry));
      };
      const line = (way, colour, dashes) => {
        context.strokeStyle = colour;
        context.setLineDash(dashes);
        context.beginPath();
        way.forEach(([at, height], index) => (index === 0 ? context.moveTo(at, height) : context.lineTo(at, height)));
        context.stroke();
      };
      const stops = trade.stops;
      if (stops.length > 0) area(stops[0][1], down);
      if (trade.targets.length > 0) area(trade.targets.at(-1), up);
      if (width < 6) return line([[left, entry], [left + width, exit]], trade.net > 0 ? up : down, []);
      const steps = stops.flatMap((stop, index) => {
        const ends = stops[index + 1] === undefined ? left + width : Math.max(left, x(stops[index + 1][0]));
        return [[Math.max(left, x(stop[0])), y(stop[1])], [ends, y(stop[1])]];
      });
      line(steps, down, []);
      for (const target of trade.targets) line([[left, y(target)], [left + width, y(target)]], up, []);
      line([[left, entry], [left + width, entry]], css('--accent'), [2, 3]);
      line([[left, entry], [left + width, exit]], trade.net > 0 ? up : down, [5, 4]);
    };
    const renderer = {
      draw: (target) => target.useMediaCoordinateSpace(({ context }) => {
        context.lineWidth = 1.25;
        for (const trade of trades) drawOne(context, trade);
        context.setLineDash([]);
      }),
    };
    const view = { zOrder: () => 'bottom', renderer: () => renderer };
    return {
      attached: (to) => ({ chart, series } = to),
      detached: () => undefined,
      updateAllViews: () => undefined,
      paneViews: () => [view],
      autoscaleInfo: () => {
        if (reach.length === 0) return null;
        const levels = reach.flatMap(levelsOf);
        return { priceRange: { minValue: Math.min(...levels), maxValue: Math.max(...levels) } };
      },
    };
  };
`;

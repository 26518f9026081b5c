import type { OrchestratorMetrics } from './metrics-tree.js';
import type { RunFigures } from './run-figures.js';

/** The status block: where the run stands, in a few lines. */
export function statusLines(instant: number, figures: RunFigures, metrics: OrchestratorMetrics): readonly string[] {
  const published = figures.candles.reduce((sum, candle) => sum + candle.published, 0);
  const open = figures.positionsOpened - figures.positionsClosed;
  const money = figures.equity === undefined ? 'no account' : `equity ${figures.equity.toFixed(2)} ${figures.currency}`;
  return [
    `status ${new Date(instant).toISOString()}  cycle ${metrics.cycles}  services ${metrics.services_healthy}/${metrics.services_count} healthy`,
    `       candles ${published}  signals ${figures.signals}  orders ${figures.ordersPlaced}  denied ${figures.ordersDenied}  open ${open}  ${money}  errors ${figures.errors}`,
  ];
}

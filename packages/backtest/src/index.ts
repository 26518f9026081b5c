export type { BacktestCandles, BacktestRequest } from './backtest-request.js';
export type { EquityCurve } from './equity-curve.js';
export type { OrderRecord, OrderState } from './order-recorder.js';
export { runBacktest } from './run-backtest.js';
export type { BacktestResult } from './run-backtest.js';
export type { Trade } from './trade-recorder.js';

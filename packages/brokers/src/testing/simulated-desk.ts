import type { ApprovedOrder, Instrument } from '@q/events';
import { VirtualClock } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import type { SimulatedBrokerOptions, TradingCosts } from '../simulated/simulated-broker.js';
import { createSimulatedBroker } from '../simulated/simulated-broker.js';
import { Answers, idOf, orderOf } from './broker-contract.js';

export const FREE: TradingCosts = { spreadPips: 0, slippagePips: 0, commissionPerLot: 0 };
export const MINUTE_MS = 60_000;

export function instrument(symbol: string): Instrument {
  const spec = instrumentSpecs[symbol];
  if (spec === undefined) throw new Error(`no "${symbol}"`);
  return spec;
}

/** A simulated broker with its answers, and a market that is moved by hand: one candle a minute. */
export class Desk {
  readonly answers = new Answers();
  readonly broker;
  #minute = 0;

  constructor(costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}) {
    this.broker = createSimulatedBroker({
      clock: new VirtualClock(),
      instruments: { EURUSD: instrument('EURUSD'), USDJPY: instrument('USDJPY') },
      account: { currency: 'USD', balance: 10_000 },
      costs: () => ({ ...FREE, ...costs }),
      ...options,
    });
    this.broker.connect(this.answers);
  }

  bar(open: number, high: number, low: number, close: number, symbol = 'EURUSD'): void {
    const openTime = this.#minute * MINUTE_MS;
    this.#minute += 1;
    this.broker.onCandle(symbol, {
      openTime,
      closeTime: openTime + MINUTE_MS,
      open,
      high,
      low,
      close,
      volume: 0,
      bars: 1,
    });
  }

  buy(id: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', ...parts }));
  }

  sell(id: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', side: 'sell', direction: 'short', ...parts }));
  }

  exit(id: string, of: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', intent: 'exit', side: 'sell', positionId: idOf(of), ...parts }));
  }

  get fills(): readonly (readonly [string, string, number])[] {
    return this.answers.fills.map(({ intent, side, price }) => [intent, side, price]);
  }

  get account() {
    return this.answers.accounts.at(-1);
  }
}

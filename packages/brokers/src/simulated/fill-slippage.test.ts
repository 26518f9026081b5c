import { idOf } from '../testing/broker-contract.js';
import { Desk, instrument } from '../testing/simulated-desk.js';

const slippages = ({ answers }: Desk) => answers.fills.map(({ intent, slippage }) => [intent, slippage]);

describe('a fill says what slippage cost', () => {
  test('in account currency, negative: on market orders and stops, nothing on limits and targets', () => {
    const desk = new Desk({ slippagePips: 1, spreadPips: 2 });
    const takeProfits = [{ clientOrderId: idOf('t'), price: 1.11, volume: 1, moveStop: false }];
    desk.buy('a', { volume: 2, stopLoss: { clientOrderId: idOf('s'), price: 1.09 } });
    desk.buy('b', { limitPrice: 1.095, takeProfits });
    desk.bar(1.1, 1.1, 1.094, 1.1);
    desk.bar(1.1, 1.111, 1.1, 1.1);
    desk.bar(1.08, 1.08, 1.08, 1.08);
    // A pip on two lots; the spread is no part of it, nor is the gap beyond the stop.
    expect(slippages(desk)).toEqual([
      ['entry', -20],
      ['entry', 0],
      ['target', 0],
      ['stop', -20],
    ]);
  });

  test('of the other side, and of each part that goes deeper into the market', () => {
    const desk = new Desk({ slippagePips: 1, depth: { lots: 1, ticksBeyond: 5, levels: 1 } });
    desk.sell('a', { volume: 3 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(slippages(desk)).toEqual([
      ['entry', -10],
      ['entry', -30],
    ]);
  });

  test('turned over at the price of the fill, or at the rate', () => {
    const yen = new Desk({ slippagePips: 1 });
    yen.buy('a', { symbol: 'USDJPY' });
    yen.bar(150, 150, 150, 150, 'USDJPY');
    // 1,000 yen / 150.01.
    expect(slippages(yen)).toEqual([['entry', -6.67]]);
    const instruments = { EURGBP: instrument('EURGBP'), GBPUSD: instrument('GBPUSD') };
    const pounds = new Desk({ slippagePips: 1 }, { instruments });
    pounds.bar(1.25, 1.25, 1.25, 1.25, 'GBPUSD');
    pounds.sell('a', { symbol: 'EURGBP' });
    pounds.bar(0.85, 0.85, 0.85, 0.85, 'EURGBP');
    expect(slippages(pounds)).toEqual([['entry', -12.5]]);
  });

  test('is what the result would have been more without it', () => {
    const [with1, without] = [1, 0].map((slippagePips) => {
      const desk = new Desk({ slippagePips });
      desk.buy('a', { volume: 0.37 });
      desk.bar(1.1, 1.1, 1.1, 1.1);
      desk.exit('x', 'a', { volume: 0.37 });
      desk.bar(1.2, 1.2, 1.2, 1.2);
      return desk;
    });
    const lost = with1?.answers.fills.reduce((sum, { slippage = NaN }) => sum + slippage, 0) ?? NaN;
    expect(Number(with1?.account?.balance) - lost).toBeCloseTo(Number(without?.account?.balance), 8);
  });
});

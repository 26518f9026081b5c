import { sideOf } from './order.js';

describe('sideOf', () => {
  it('buys to enter long and to leave short, sells to leave long and to enter short', () => {
    expect([sideOf('long', 'entry'), sideOf('short', 'exit')]).toEqual(['buy', 'buy']);
    expect([sideOf('long', 'exit'), sideOf('short', 'entry')]).toEqual(['sell', 'sell']);
  });
});

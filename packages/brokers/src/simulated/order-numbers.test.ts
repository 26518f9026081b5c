import { idOf } from '../testing/broker-contract.js';
import { OrderNumbers } from './order-numbers.js';

describe('OrderNumbers', () => {
  it('numbers orders from 1 and knows the number of each', () => {
    const numbers = new OrderNumbers();
    expect(['a', 'b', 'c'].map((id) => numbers.take(idOf(id)))).toEqual([1, 2, 3]);
    expect(['b', 'c', 'd'].map((id) => numbers.of(idOf(id)))).toEqual([2, 3, undefined]);
  });

  it('takes an id once, and keeps its number when it comes again', () => {
    const numbers = new OrderNumbers();
    numbers.take(idOf('a'));
    expect(() => numbers.take(idOf('a'))).toThrow(`order ${idOf('a')} was submitted before`);
    expect(numbers.of(idOf('a'))).toBe(1);
  });

  it('gives the number of one that was given back to the next', () => {
    const numbers = new OrderNumbers();
    numbers.take(idOf('a'));
    numbers.take(idOf('b'));
    numbers.giveBack(idOf('b'));
    expect(numbers.of(idOf('b'))).toBeUndefined();
    expect([numbers.take(idOf('c')), numbers.take(idOf('b'))]).toEqual([2, 3]);
    expect(numbers.of(idOf('b'))).toBe(3);
  });
});

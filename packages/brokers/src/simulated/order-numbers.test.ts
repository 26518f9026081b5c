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
    expect(() => numbers.refuseTaken(idOf('a'))).toThrow(`order ${idOf('a')} was submitted before`);
    expect(numbers.of(idOf('a'))).toBe(1);
  });

  it('knows each of many, also of those whose texts have the same hash', () => {
    const numbers = new OrderNumbers();
    // 'Aa' and 'BB' are the same to the hash of 31, and so is everything that is put together of them.
    const alike = ['AaAaAa', 'AaAaBB', 'AaBBAa', 'BBBBBB', 'BBAaBB'];
    const ids = [...alike, ...Array.from({ length: 5_000 }, (_, index) => `order-${index}`)].map(idOf);
    expect(ids.map((id) => numbers.take(id))).toEqual(ids.map((_, index) => index + 1));
    expect(ids.map((id) => numbers.of(id))).toEqual(ids.map((_, index) => index + 1));
    for (const id of ids.slice(0, 9)) expect(() => numbers.refuseTaken(id)).toThrow('was submitted before');
    expect(numbers.of(idOf('nobody'))).toBeUndefined();
  });
});

import fc from 'fast-check';
import { SeenIds } from './seen-ids.js';

/** What each id is said to be, one after the other. */
function answers(ids: readonly string[]): readonly boolean[] {
  const seen = new SeenIds();
  return ids.map((id) => seen.add(id));
}

describe('SeenIds', () => {
  it('says of each id once that it is new, whatever ids look like and in whatever order they come', () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 12 }).map(String),
      fc.constantFrom('00', '01', '010', '1e1', '-1'),
    );
    const numbered = fc.tuple(fc.constantFrom('', 't', 't1', 't-', 'sim-trade-', '0', '9'), number);
    const id = fc.oneof(
      { weight: 4, arbitrary: numbered.map((parts) => parts.join('')) },
      fc.constantFrom('', '999999999999999', '1000000000000000', '9007199254740993', 't9007199254740992', '١'),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
        expect(answers(ids)).toEqual(ids.map((one, index) => ids.indexOf(one) === index));
      }),
      { numRuns: 1_000 },
    );
  });

  it('goes on with a run behind ids that came before their turn', () => {
    const ids = ['t-1', 't-3', 't-2', 't-4', 't-3', 't-1', 't-5', 't-4'];
    expect(answers(ids)).toEqual([true, true, true, true, false, false, true, false]);
  });

  it('ends a run with the last number that is exact', () => {
    const ids = ['t1000000000000000', 't999999999999999', 't1000000000000000', 't999999999999999'];
    expect(answers(ids)).toEqual([true, true, false, false]);
  });

  it('remembers every id of a run, and the newest 100,000 others', () => {
    const seen = new SeenIds();
    for (let number = 0; number < 300_000; number += 1) seen.add(`t-${number}`);
    expect(seen.add('t-0')).toBe(false);
    for (let number = 0; number < 300_000; number += 1) seen.add(`other-${number}`);
    expect([seen.add('other-200000'), seen.add('other-299999'), seen.add('t-17')]).toEqual([false, false, false]);
  });
});

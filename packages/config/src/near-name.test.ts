import { editDistance } from '@q/trading';
import * as fc from 'fast-check';
import { isWithin } from './near-name.js';

test('agrees with the distance it saves', () => {
  const word = fc.string({ unit: fc.constantFrom('A', 'B', '_'), maxLength: 8 });
  fc.assert(fc.property(word, word, fc.nat(3), (a, b, edits) => isWithin(edits, a, b) === editDistance(a, b) <= edits));
});

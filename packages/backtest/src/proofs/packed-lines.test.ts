import { LinePacker, linesOf } from './packed-lines.js';

test.each([0, 1, 4_096, 10_000])('%i lines come back in their order, and survive a copy to another thread', (count) => {
  const lines = Array.from({ length: count }, (_, at) => `{"line":${at},"text":"ä"}`);
  const packer = new LinePacker();
  lines.forEach((line) => packer.add(line));
  const { packed } = packer;
  expect(packed.count).toBe(count);
  expect([...linesOf(structuredClone(packed))]).toEqual(lines);
});

test('takes a fraction of the memory', () => {
  const packer = new LinePacker();
  for (let at = 0; at < 5_000; at += 1) packer.add(JSON.stringify({ type: 'NewCandle', at, symbol: 'EURUSD' }));
  const bytes = packer.packed.blocks.reduce((sum, { length }) => sum + length, 0);
  expect(bytes).toBeLessThan(60_000);
});

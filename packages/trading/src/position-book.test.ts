import fc from 'fast-check';
import type { ClientOrderId, Fill } from '@q/events';
import type { PositionChange } from './position-book.js';
import { PositionBook } from './position-book.js';

// Any text will do for an id here.
const id = (text: string): ClientOrderId => text as ClientOrderId;
let trades = 0;

function fill(change: Partial<Fill> = {}): Fill {
  trades += 1;
  return {
    tradeId: `t${trades}`,
    clientOrderId: id('entry'),
    positionId: id('p'),
    symbol: 'EURUSD',
    intent: 'entry',
    side: 'buy',
    price: 1.1,
    volume: 0.1,
    remaining: 0,
    commission: -0.5,
    profit: 0,
    filledAt: 1_000,
    ...change,
  };
}

const exit = (change: Partial<Fill> = {}): Fill =>
  fill({ clientOrderId: id('exit'), intent: 'exit', side: 'sell', ...change });

/** The one change that a fill made. */
function only(changes: readonly PositionChange[]): PositionChange | undefined {
  expect(changes.length).toBeLessThan(2);
  return changes[0];
}

describe('PositionBook', () => {
  it('opens a position with the first fill of an entry, long for a buy and short for a sell', () => {
    const book = new PositionBook();
    const opened = only(book.apply(fill()));
    expect(opened).toMatchObject({
      kind: 'opened',
      position: {
        positionId: 'p',
        symbol: 'EURUSD',
        direction: 'long',
        volume: 0.1,
        initialVolume: 0.1,
        entryPrice: 1.1,
        exitPrice: NaN,
        profit: 0,
        commission: -0.5,
        openedAt: 1_000,
      },
    });
    expect(only(book.apply(fill({ positionId: id('q'), side: 'sell' })))?.position.direction).toBe('short');
    expect(book.positions.map(({ positionId }) => positionId)).toEqual(['p', 'q']);
  });

  it('weighs entry and exit prices by volume', () => {
    const book = new PositionBook();
    book.apply(fill({ price: 100, volume: 1 }));
    const increased = only(book.apply(fill({ price: 103, volume: 2, filledAt: 2_000 })));
    expect(increased).toMatchObject({
      kind: 'increased',
      position: { volume: 3, entryPrice: 102, openedAt: 1_000, commission: -1 },
    });
    const reduced = only(book.apply(exit({ price: 110, volume: 1, profit: 8 })));
    expect(reduced).toMatchObject({
      kind: 'reduced',
      position: { volume: 2, initialVolume: 3, exitPrice: 110, profit: 8 },
    });
    const closed = only(book.apply(exit({ price: 104, volume: 2, profit: 4 })));
    expect(closed).toMatchObject({
      kind: 'closed',
      position: { volume: 0, entryPrice: 102, exitPrice: 106, profit: 12, commission: -2 },
    });
    expect(book.positions).toEqual([]);
  });

  it('closes by stop and target fills too', () => {
    for (const intent of ['stop', 'target'] as const) {
      const book = new PositionBook();
      book.apply(fill());
      expect(only(book.apply(exit({ intent })))?.kind).toBe('closed');
    }
  });

  it('counts a fill once, also after its position has closed', () => {
    const book = new PositionBook();
    const entry = fill();
    const leave = exit();
    expect([only(book.apply(entry))?.kind, book.apply(entry)]).toEqual(['opened', []]);
    expect([only(book.apply(leave))?.kind, book.apply(leave), book.apply(entry)]).toEqual(['closed', [], []]);
    expect(book.positions).toEqual([]);
  });

  it('lets a closing fill that overtook its entry wait for it', () => {
    const book = new PositionBook();
    expect(book.apply(exit({ profit: 7 }))).toEqual([]);
    expect(book.positions).toEqual([]);
    const changes = book.apply(fill());
    expect(changes.map(({ kind, position }) => [kind, position.volume, position.profit])).toEqual([
      ['opened', 0.1, 0],
      ['closed', 0, 7],
    ]);
    expect(book.positions).toEqual([]);
  });

  it('nets an entry in the other direction against the position that the venue names', () => {
    const book = new PositionBook();
    book.apply(fill({ volume: 0.3 }));
    const against = fill({ clientOrderId: id('other'), side: 'sell', volume: 0.1, profit: 4 });
    expect(only(book.apply(against))).toMatchObject({
      kind: 'reduced',
      position: { direction: 'long', volume: 0.2, profit: 4 },
    });
    expect(only(book.apply(fill({ side: 'sell', volume: 0.2 })))?.kind).toBe('closed');
  });

  it('weighs a later entry against what is still open', () => {
    const book = new PositionBook();
    book.apply(fill({ price: 100, volume: 2 }));
    book.apply(exit({ volume: 1 }));
    expect(only(book.apply(fill({ price: 104, volume: 1 })))?.position).toMatchObject({ volume: 2, entryPrice: 102 });
  });

  it('closes thirds of a lot without leaving dust', () => {
    const book = new PositionBook();
    book.apply(fill({ volume: 0.3 }));
    expect([0.1, 0.1, 0.1].map((volume) => only(book.apply(exit({ volume })))?.kind)).toEqual([
      'reduced',
      'reduced',
      'closed',
    ]);
  });

  it('does not change a position that it has given out', () => {
    const book = new PositionBook();
    const opened = only(book.apply(fill()))?.position;
    book.apply(fill());
    expect(opened?.volume).toBe(0.1);
  });

  it('holds the sum of the distinct fills of each position, whatever repeats and however positions interleave', () => {
    const step = fc.record({
      position: fc.nat(2),
      hundredths: fc.integer({ min: 1, max: 50 }),
      leaves: fc.boolean(),
      repeats: fc.nat(2),
      cents: fc.integer({ min: -500, max: 500 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const book = new PositionBook();
        const open = new Map<string, number>();
        const money = new Map<string, number>();
        for (const { position, hundredths, leaves, repeats, cents } of steps) {
          const positionId = `p${position}`;
          const held = open.get(positionId) ?? 0;
          const count = leaves ? Math.min(hundredths, held) : hundredths;
          if (count === 0) continue;
          const make = leaves ? exit : fill;
          const one = make({
            positionId: id(positionId),
            volume: count / 100,
            profit: leaves ? cents / 100 : 0,
            commission: 0,
          });
          for (let times = 0; times <= repeats; times += 1) book.apply(one);
          const left = held + (leaves ? -count : count);
          open.set(positionId, left);
          money.set(positionId, left === 0 ? 0 : (money.get(positionId) ?? 0) + (leaves ? cents : 0));
        }
        const wanted = [...open].filter(([, hundredths]) => hundredths > 0);
        const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
          String(a[0]).localeCompare(String(b[0]));
        const found = book.positions.map(({ positionId, volume, profit }) => [
          positionId,
          volume,
          Math.round(profit * 100) + 0,
        ]);
        expect(found.sort(byName)).toEqual(
          wanted.map(([name, hundredths]) => [name, hundredths / 100, (money.get(name) ?? 0) + 0]).sort(byName),
        );
      }),
    );
  });

  it('gives weighted prices that lie between the prices of the fills', () => {
    const part = fc.record({ price: fc.integer({ min: 90, max: 110 }), hundredths: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 10 }), (parts) => {
        const book = new PositionBook();
        for (const { price, hundredths } of parts) book.apply(fill({ price, volume: hundredths / 100 }));
        const lots = parts.reduce((sum, { hundredths }) => sum + hundredths, 0);
        const mean = parts.reduce((sum, { price, hundredths }) => sum + price * hundredths, 0) / lots;
        expect(book.positions[0]?.entryPrice).toBeCloseTo(mean, 8);
      }),
    );
  });
});

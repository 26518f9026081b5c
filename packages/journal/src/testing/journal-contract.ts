/// <reference types="jest" />
import type { Journal, JournalRecord } from '@q/events';

export interface JournalUnderTest {
  readonly journal: Journal;
}

/** What every journal must keep; `make` gives an empty one each time. */
export function journalContract(name: string, make: () => JournalUnderTest): void {
  describe(`${name} keeps the contract of a journal`, () => {
    const filled = (count: number): Journal => {
      const { journal } = make();
      journal.append(numbered(count));
      return journal;
    };

    it('is empty and sound at first', () => {
      const { journal } = make();
      expect([...journal.scan(0)]).toEqual([]);
      expect(journal.verify()).toEqual({ ok: true, records: 0, problems: [] });
    });

    it('counts every record it was given so far', () => {
      const { journal } = make();
      expect(journal.append(numbered(2))).toBe(2);
      expect(journal.append([])).toBe(2);
      expect(journal.append(numbered(3))).toBe(5);
      expect(journal.verify()).toEqual({ ok: true, records: 5, problems: [] });
    });

    it('gives back what was appended, in order, from any record on', () => {
      const journal = filled(5);
      for (const from of [0, 1, 4, 5, 9]) expect([...journal.scan(from)]).toEqual(numbered(5).slice(from));
    });

    it('gives back texts of every kind and nested values', () => {
      const { journal } = make();
      const records: JournalRecord[] = [
        {
          text: 'two\nlines\r, "quotes", \u2028, \u0000, grüße, 価格, 😀',
          number: -1.5e-7,
          flag: false,
          nothing: null,
        },
        { list: [1, [2, { three: 3 }]], empty: {}, '': 'no name', __proto__x: 1 },
      ];
      journal.append(records);
      expect([...journal.scan(0)]).toEqual(records);
    });

    it('keeps what was appended when the record is changed later', () => {
      const { journal } = make();
      const record = { n: 1 };
      journal.append([record]);
      record.n = 2;
      expect([...journal.scan(0)]).toEqual([{ n: 1 }]);
    });

    it('takes a batch as a whole or not at all', () => {
      const { journal } = make();
      expect(() => journal.append([{ n: 1 }, { n: 10n }])).toThrow(TypeError);
      expect(journal.append([{ n: 2 }])).toBe(1);
      expect([...journal.scan(0)]).toEqual([{ n: 2 }]);
    });

    it('scans what was there when the scan was asked for', () => {
      const journal = filled(3);
      const scan = journal.scan(1);
      journal.append([{ n: 'later' }]);
      expect([...scan]).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('can be scanned twice at the same time, and left half-way', () => {
      const journal = filled(4);
      const pairs: unknown[] = [];
      for (const a of journal.scan(2)) for (const b of journal.scan(3)) pairs.push([a['n'], b['n']]);
      expect(pairs).toEqual([
        [2, 3],
        [3, 3],
      ]);
      for (const record of journal.scan(0)) {
        expect(record).toEqual({ n: 0 });
        break;
      }
      expect(journal.append([{ n: 4 }])).toBe(5);
    });

    it('refuses a scan from a place that is none', () => {
      const journal = filled(1);
      for (const from of [-1, 0.5, NaN]) expect(() => journal.scan(from)).toThrow(RangeError);
    });

    it('takes a snapshot of the records it has, and of no more', () => {
      const journal = filled(2);
      for (const at of [0, 2]) expect(() => journal.snapshot({ total: 1 }, at)).not.toThrow();
      for (const at of [3, -1, 1.5]) expect(() => journal.snapshot({ total: 1 }, at)).toThrow(RangeError);
      expect(journal.append([{ n: 2 }])).toBe(3);
    });

    it('can be closed twice, then takes nothing and still shows what it has', () => {
      const journal = filled(2);
      journal.close();
      journal.close();
      expect(() => journal.append([{ n: 2 }])).toThrow('closed');
      expect(() => journal.snapshot({}, 0)).toThrow('closed');
      expect([...journal.scan(0)]).toEqual(numbered(2));
      expect(journal.verify().records).toBe(2);
    });
  });
}

export function numbered(count: number): JournalRecord[] {
  return Array.from({ length: count }, (_, n) => ({ n }));
}

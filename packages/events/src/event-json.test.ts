import fc from 'fast-check';
import { Envelope } from './envelope.js';
import { eventToJson, eventToRecord } from './event-json.js';
import { IndicatorRow, RowSchema } from './indicator-row.js';
import type { DataFetchErrorEvent } from './market-events.js';

const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'rsi', kind: 'number' },
  { name: 'regime', kind: 'text', values: ['bull', 'bear'] },
  { name: 'is_transition', kind: 'flag' },
]);

describe('eventToRecord and eventToJson', () => {
  it('put envelope and event into one flat object, envelope first', () => {
    const envelope = new Envelope(7, 1_000, 'a1b2c3d4', 5, {
      type: 'ServiceFailed',
      service: 'Data',
      reason: 'budget',
      reaction: 'halt',
      blocksEntries: true,
    });
    const json =
      '{"id":7,"at":1000,"type":"ServiceFailed","correlationId":"a1b2c3d4","causationId":5,"service":"Data","reason":"budget","reaction":"halt","blocksEntries":true}';
    expect(eventToJson(envelope)).toBe(json);
    expect(eventToRecord(envelope)).toEqual(JSON.parse(json));
  });

  it('survive JSON: the line read back is the record, on one line', () => {
    const candle = fc.record({
      openTime: fc.integer(),
      closeTime: fc.integer(),
      open: fc.double({ noNaN: true, noDefaultInfinity: true }),
      high: fc.double({ noNaN: true, noDefaultInfinity: true }),
      low: fc.constant(-0.5),
      close: fc.constant(1e-7),
      volume: fc.nat(),
      bars: fc.nat(),
    });
    const event = fc.record<DataFetchErrorEvent>(
      {
        type: fc.constant('DataFetchError' as const),
        symbol: fc.string({ unit: 'grapheme' }),
        timeframe: fc.constantFrom('1' as const, '1d' as const),
        reason: fc.constantFrom('feed_failed' as const, 'duplicate' as const),
        message: fc.string({ unit: 'grapheme' }),
        attempts: fc.nat(),
        candle,
      },
      { requiredKeys: ['type', 'symbol', 'timeframe', 'reason', 'message'] },
    );
    fc.assert(
      fc.property(event, fc.nat(), fc.string(), (one, id, correlationId) => {
        const envelope = new Envelope(id, 1, correlationId, 0, one);
        const line = eventToJson(envelope);
        expect(line).not.toContain('\n');
        // -0 is written as 0: equal to it for every price.
        const { candle: _candle, ...plain } = eventToRecord(envelope);
        expect(JSON.parse(line)).toMatchObject(plain);
        expect(eventToJson(new Envelope(id, 1, correlationId, 0, one))).toBe(line);
      }),
    );
  });

  it('write an indicator row by the names of its columns, null where it is not ready', () => {
    const row = new IndicatorRow(schema, [1.1, NaN, 1, 0], 60_000);
    const event = { type: 'IndicatorsCalculated', symbol: 'EURUSD', timeframe: '1', row, phase: 'live' } as const;
    const read: unknown = JSON.parse(eventToJson(new Envelope(1, 60_000, 'a1b2c3d4', 0, event)));
    expect(read).toMatchObject({ row: { close: 1.1, rsi: null, regime: 'bear', is_transition: false }, phase: 'live' });
  });

  it('leave the event as it is', () => {
    const event = { type: 'ServiceStarted', service: 'Data' } as const;
    eventToRecord(new Envelope(1, 0, 'a1b2c3d4', 0, event));
    expect(event).toEqual({ type: 'ServiceStarted', service: 'Data' });
  });
});

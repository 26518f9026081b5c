import { CorrelationContext, watchSource } from './correlation-context.js';
import { CorrelationIdFilter } from './correlation-id-filter.js';

let handled: string | undefined;
const source = (): string | undefined => handled;
const filter = new CorrelationIdFilter(source);
const handling = (id: string, work: () => void): void => {
  const before = handled;
  handled = id;
  work();
  handled = before;
};
let unwatch: () => void;

beforeEach(() => {
  unwatch = watchSource(source);
});
afterEach(() => unwatch());

test('the event gives the id when there is no context', () => {
  expect(filter.correlationId()).toBeUndefined();
  handling('event', () => expect(filter.correlationId()).toBe('event'));
});

test('a context entered while an event is handled is the inner one', () => {
  handling('event', () => {
    CorrelationContext.run('context', () => expect(filter.correlationId()).toBe('context'));
    expect(filter.correlationId()).toBe('event');
  });
});

test('an event handled inside a context is the inner one', () => {
  CorrelationContext.run('context', () => {
    expect(filter.correlationId()).toBe('context');
    handling('event', () => {
      expect(filter.correlationId()).toBe('event');
      CorrelationContext.run('innermost', () => expect(filter.correlationId()).toBe('innermost'));
      expect(filter.correlationId()).toBe('event');
    });
    expect(filter.correlationId()).toBe('context');
  });
});

test('a context outlives the event in which it was entered', async () => {
  const ends: (string | undefined)[] = [];
  let later = Promise.resolve();
  handling('event', () => {
    later = CorrelationContext.run('context', async () => {
      await Promise.resolve();
      ends.push(filter.correlationId());
    });
  });
  await later;
  expect(ends).toEqual(['context']);
});

test('without a source the context gives the id', () => {
  const plain = new CorrelationIdFilter();
  expect(plain.correlationId()).toBeUndefined();
  CorrelationContext.run('context', () => expect(plain.correlationId()).toBe('context'));
});

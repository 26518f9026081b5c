import { CorrelationContext } from './correlation-context.js';
import { correlationIdFormat, correlationIds } from './correlation-id.js';

test('the nesting sequence of the original: inner wins, leaving restores, also on exception', () => {
  expect(CorrelationContext.current()).toBeUndefined();
  CorrelationContext.run('outer', () => {
    expect(CorrelationContext.current()).toBe('outer');
    const generated = new CorrelationContext();
    generated.run((id) => {
      expect(id).toMatch(/^[0-9a-f]{8}$/);
      expect(CorrelationContext.current()).toBe(id);
      const failing = (): void =>
        CorrelationContext.run('inner', () => {
          expect(CorrelationContext.current()).toBe('inner');
          throw new Error('boom');
        });
      expect(failing).toThrow('boom');
      expect(CorrelationContext.current()).toBe(id);
    });
    expect(CorrelationContext.current()).toBe('outer');
    generated.run((id) => expect(id).toBe(generated.id));
  });
  expect(CorrelationContext.current()).toBeUndefined();
});

test('a context lasts across await and does not leak into its neighbours', async () => {
  const seen: string[] = [];
  const work = async (id: string): Promise<string> => {
    await Promise.resolve();
    seen.push(CorrelationContext.current() ?? 'none');
    await new Promise(setImmediate);
    seen.push(CorrelationContext.current() ?? 'none');
    return id;
  };
  const results = await Promise.all([CorrelationContext.run('left', work), CorrelationContext.run('right', work)]);
  expect(results).toEqual(['left', 'right']);
  expect(seen).toEqual(['left', 'right', 'left', 'right']);
  expect(CorrelationContext.current()).toBeUndefined();
});

test('a rejected promise leaves the context too', async () => {
  await expect(CorrelationContext.run('id', async () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
  expect(CorrelationContext.current()).toBeUndefined();
});

test('generated ids are 8 hex characters, all different, and the same in every run', () => {
  const next = correlationIds();
  const ids = Array.from({ length: 50_000 }, next);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9a-f]{8}$/.test(id))).toBe(true);
  expect(correlationIds()()).toBe(ids[0]);
});

test('the text form of an id is its first 8 characters', () => {
  expect(correlationIdFormat('abcdef0123456789')).toBe('abcdef01');
  expect(correlationIdFormat('abc')).toBe('abc');
});

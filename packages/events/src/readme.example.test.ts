/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBus, eventToJson, VirtualClock } from './index.js';

test('the example of the README runs and gives what the README says', () => {
  const bus = new EventBus({ clock: new VirtualClock(Date.UTC(2025, 0, 6, 10, 15)) });
  const seen: string[] = [];

  bus.subscribe('StrategyActivated', ({ strategy }) => {
    bus.publish({ type: 'ServiceStarted', service: strategy });
  });
  const end = bus.subscribe('*', ({ type }, { id, causationId }) => {
    seen.push(`${id} ${type}, caused by ${causationId}`);
  });
  bus.publish({ type: 'StrategyActivated', strategy: 'breakout', symbol: 'XAUUSD' });
  end();

  const lines = bus.history({ type: 'ServiceStarted' }).map(eventToJson);

  expect(seen).toEqual(['1 StrategyActivated, caused by 0', '2 ServiceStarted, caused by 1']);
  expect(lines).toEqual([
    '{"id":2,"at":1736158500000,"type":"ServiceStarted","correlationId":"514e28b7","causationId":1,"service":"breakout"}',
  ]);
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  for (const shown of [...seen, ...lines]) expect(readme).toContain(shown);
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) expect(source).toContain(line.trim());
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});

import { stopOnSignals } from './stop-on-signals.js';
import { BenchFolder } from './testing/bench-folder.js';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a run gracefully: the summary is printed, exit code %i', async (signal, code) => {
  const folder = new BenchFolder();
  const running = folder.run('run', '--json', '--set', 'feed.days=300');
  await new Promise((resolve) => setTimeout(resolve, 150));
  process.emit(signal, signal);
  expect(await running).toBe(code);
  expect(JSON.parse(folder.printed)).toMatchObject({ outcome: `stopped by ${signal}` });
  expect(process.listenerCount(signal)).toBe(0);
  folder.remove();
});

test('the second signal ends the process at once', () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('the process has ended');
  });
  let stops = 0;
  const signals = stopOnSignals(() => void (stops += 1));
  expect(signals.received()).toBeUndefined();
  process.emit('SIGTERM', 'SIGTERM');
  expect([stops, signals.received(), exit.mock.calls]).toEqual([1, 'SIGTERM', []]);
  expect(() => process.emit('SIGINT', 'SIGINT')).toThrow('the process has ended');
  expect(stops).toBe(1);
  expect(exit).toHaveBeenCalledWith(130);
  signals.release();
  exit.mockRestore();
});

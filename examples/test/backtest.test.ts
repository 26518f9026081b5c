import { join } from 'node:path';

test('the example of the orchestrator runs a day and tells of every closed position', async () => {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const folder = process.cwd();
  process.chdir(join(__dirname, '../..'));
  try {
    await (
      await import('../backtest.js')
    ).done;
  } finally {
    process.chdir(folder);
    log.mockRestore();
  }
  const closed = lines.slice(0, -1);
  expect(closed.length).toBeGreaterThan(0);
  for (const line of closed) expect(line).toMatch(/^(EURUSD|XAUUSD) (long|short) closed by [a-z_]+: -?[\d.]+$/);
  expect(lines.at(-1)).toMatch(/^1440 cycles, \d+ fills, equity [\d.]+, 0 errors, in time: true$/);
});

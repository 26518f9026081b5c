import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorrelationContext, getLogger, LoggingManager } from './index.js';

test('the example of the README runs and writes what the README shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'logging-'));
  const logFile = join(folder, 'logs/import.log');

  const logging = new LoggingManager({
    level: 'INFO',
    format: 'json',
    console: false,
    fileOutput: true,
    logFile,
    maxFileBytes: 10_000_000,
    maxFiles: 5,
    serviceLevels: { Parser: 'DEBUG' },
    secrets: ['hunter22'],
    now: () => Date.UTC(2025, 0, 6, 10, 15, 30, 123),
  });
  logging.configureRootLogger();

  const log = getLogger('services.Import', { service: 'Import' });
  CorrelationContext.run('a1b2c3d4', () => {
    log.info('Fetched 3 rows', { table: 'people', rows: 3 });
    log.debug('not shown');
  });
  await logging.close();

  expect(readFileSync(logFile, 'utf8')).toBe(
    '{"timestamp": "2025-01-06T10:15:30.123000+00:00", "level": "INFO", "logger": "services.Import", "message": "Fetched 3 rows", ' +
      '"correlation_id": "a1b2c3d4", "service": "Import", "table": "people", "rows": 3}\n',
  );
  rmSync(folder, { recursive: true });
});

test('the README shows that example', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) {
    if (!/logFile|now:/.test(line)) expect(source).toContain(line.trim());
  }
  expect(readme.split('\n').length).toBeLessThanOrEqual(61);
});

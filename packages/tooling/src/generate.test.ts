import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const generator = resolve(__dirname, '../bin/generate.mjs');

function generate(...args: readonly string[]): { readonly status: number | null; readonly lines: readonly string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator, ...args], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return { status, lines: stdout.split('\n').filter((line) => line !== '') };
}

test('writes every file, finds them up to date, and names the one that was edited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  try {
    const written = generate('--out', folder);
    expect(written.lines).toContain('written: docs/flow.md');
    expect(readFileSync(join(folder, 'docs/flow.md'), 'utf8')).toContain('DataFetchingService -->|"NewCandle"|');
    expect(generate('--check', '--out', folder)).toEqual({ status: 0, lines: [] });
    appendFileSync(join(folder, 'docs/flow.md'), 'edited by hand\n');
    const { status, lines } = generate('--check', '--out', folder);
    expect(status).toBe(1);
    expect(lines[0]).toBe('stale: docs/flow.md');
    expect(lines.filter((line) => line.startsWith('stale:'))).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

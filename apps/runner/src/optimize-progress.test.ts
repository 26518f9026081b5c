import { searchProgress } from './optimize-progress.js';

const best = { index: 0, candidate: 0, parameters: { 'risk.max_positions': 2, 'code.a': 1 }, objective: 1.234 };

function shown(isTerminal: boolean, isQuiet = false) {
  const [painted, lines]: [string[], string[]] = [[], []];
  const output = {
    out: () => undefined,
    err: (line: string) => void lines.push(line),
    isTerminal,
    paint: (text: string) => void painted.push(text),
  };
  const progress = searchProgress(output, { objective: 'sharpe', isQuiet });
  for (let done = 1; done <= 40; done += 1) progress.show({ done, total: 40, best: done > 20 ? best : undefined });
  progress.clear();
  return { painted, lines };
}

test('on a terminal it is a bar with the best so far, painted over itself and taken away', () => {
  const { painted, lines } = shown(true);
  expect(lines).toEqual([]);
  expect(painted).toHaveLength(41);
  expect(painted[9]).toBe('\r\u001b[Ksearch     █████░░░░░░░░░░░░░░░  25 %  10 of 40');
  expect(painted[29]).toContain(' 75 %  30 of 40  best sharpe 1.23 (risk.max_positions=2 code.a=1)');
  expect(painted[40]).toBe('\r\u001b[K');
});

test('elsewhere it is a line for every tenth', () => {
  const { painted, lines } = shown(false);
  expect(painted).toEqual([]);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('search     10 %, 4 of 40');
  expect(lines[9]).toBe('search     100 %, 40 of 40  best sharpe 1.23 (risk.max_positions=2 code.a=1)');
});

test('quiet it is nothing', () => {
  expect(shown(true, true)).toEqual({ painted: [], lines: [] });
});

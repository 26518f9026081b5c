import { demandReadParameters } from './demand-read-parameters.js';
import type { ParameterValues } from './parameter-values.js';
import type { ReadingTask } from './trial-lane.js';

/** A lane whose strategies read what they are said to. */
function lane(read: (task: ReadingTask) => readonly string[] | undefined) {
  const tasks: ReadingTask[] = [];
  return {
    tasks,
    asked: (task: ReadingTask) => {
      tasks.push(task);
      return Promise.resolve(read(task));
    },
  };
}

const points = (...kinds: readonly string[]): readonly ParameterValues[] =>
  kinds.map((kind) => ({ 'risk.max_positions': 1, 'code.kind': kind, 'code.length': 5 }));

test('a search without parameters of code asks nobody', async () => {
  const { tasks, asked } = lane(() => []);
  await demandReadParameters([{ 'risk.max_positions': 1 }], { asked });
  expect(tasks).toEqual([]);
});

test('where making them reads all, nothing is run', async () => {
  const { tasks, asked } = lane(() => ['length', 'kind']);
  await demandReadParameters(points('a', 'b'), { asked });
  expect(tasks.map(({ isRun }) => isRun)).toEqual([false]);
});

test('another combination may read what the first does not', async () => {
  const { tasks, asked } = lane(({ parameters }) => (parameters['code.kind'] === 'b' ? ['kind', 'length'] : ['kind']));
  await demandReadParameters(points('a', 'b', 'c'), { asked });
  expect(tasks).toHaveLength(2);
});

test('what is read only while it runs is read', async () => {
  const { tasks, asked } = lane(({ isRun }) => (isRun ? ['length'] : ['kind']));
  await demandReadParameters(points('a', 'b'), { asked });
  expect(tasks.map(({ isRun }) => isRun)).toEqual([false, false, true]);
});

test('what nobody reads is refused by name', async () => {
  const none = lane(() => []);
  await expect(demandReadParameters(points('a'), none)).rejects.toThrow(
    'no strategy in code reads code.kind (they read none). Remove it, or read it where strategies are made',
  );
  const other = lane(() => ['kind', 'lenght']);
  await expect(demandReadParameters(points('a'), other)).rejects.toThrow(
    'no strategy in code reads code.length (they read code.kind, code.lenght): did you mean code.lenght?',
  );
});

test('of strategies that can be made with no combination, their trials tell', async () => {
  const { tasks, asked } = lane(() => undefined);
  await demandReadParameters(points('a', 'b'), { asked });
  expect(tasks).toHaveLength(2);
});

test('of many combinations some are asked', async () => {
  const { tasks, asked } = lane(() => undefined);
  await demandReadParameters(points(...Array.from({ length: 1_000 }, (_, at) => String(at))), { asked });
  expect(tasks.length).toBeLessThanOrEqual(64);
  expect(tasks.length).toBeGreaterThan(50);
});

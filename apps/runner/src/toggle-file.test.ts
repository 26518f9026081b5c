import type { ControlCommand } from '@q/events';
import { VirtualClock } from '@q/events';
import { utimesSync } from 'node:fs';
import { BenchFolder } from './testing/bench-folder.js';
import { watchToggleFile } from './toggle-file.js';

const folder = new BenchFolder();
afterAll(() => folder.remove());

function watch(file: string) {
  const clock = new VirtualClock();
  const sent: ControlCommand[] = [];
  const unwatch = watchToggleFile({
    file,
    intervalMs: 5_000,
    clock,
    control: { send: (command) => void sent.push(command) },
  });
  let second = 0;
  const write = (text: string): void => {
    folder.write('toggle.txt', text);
    second += 1;
    utimesSync(file, second, second);
  };
  return { clock, sent, unwatch, write, look: () => clock.advanceTo(clock.now() + 5_000) };
}

test('a command that is written is sent once, whatever its letters; what stood there before is not', () => {
  const file = folder.write('toggle.txt', 'DISABLE');
  const { sent, write, look, unwatch } = watch(file);
  look();
  expect(sent).toEqual([]);
  write('disable\n');
  look();
  look();
  expect(sent).toEqual([
    { kind: 'automation', action: 'DISABLE', requestedBy: 'file_watcher', reason: `written to ${file}` },
  ]);
  write('ENABLE');
  look();
  expect(sent).toHaveLength(2);
  write('SELL EVERYTHING');
  look();
  expect(sent).toHaveLength(2);
  unwatch();
  write('QUERY');
  look();
  expect(sent).toHaveLength(2);
});

test('the same command written again is sent again: the state may have been changed from elsewhere meanwhile', () => {
  const { sent, write, look, unwatch } = watch(folder.write('toggle.txt', ''));
  for (let times = 1; times <= 3; times += 1) {
    write('DISABLE');
    look();
    expect(sent).toHaveLength(times);
  }
  unwatch();
});

test('a file that is not there yet is no error', () => {
  const { sent, look, unwatch } = watch(folder.at('later.txt'));
  look();
  expect(sent).toEqual([]);
  unwatch();
});

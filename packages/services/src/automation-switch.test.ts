import { automationSwitch } from './automation-switch.js';
import { ServiceBench, START } from './testing/service-bench.js';

function desk(enabled: boolean, save: (state: object) => void = () => undefined) {
  const saved: object[] = [];
  const bench = new ServiceBench(() =>
    automationSwitch({
      enabled,
      save: (state) => {
        save(state);
        saved.push(state);
      },
    }),
  );
  const press = (action: 'ENABLE' | 'DISABLE' | 'QUERY'): void => {
    bench.publish({ type: 'ToggleAutomation', action, requestedBy: 'operator', reason: 'news' });
  };
  return { bench, saved, press };
}

test('a change is kept, then told; the same again is nothing', () => {
  const { bench, saved, press } = desk(true);
  press('DISABLE');
  press('DISABLE');
  expect(saved).toEqual([{ enabled: false, requestedBy: 'operator', reason: 'news', changedAt: START }]);
  expect(bench.sent('AutomationStateChanged')).toEqual([
    { type: 'AutomationStateChanged', enabled: false, previous: true, requestedBy: 'operator', reason: 'news' },
  ]);
  press('ENABLE');
  expect(bench.sent('AutomationStateChanged').at(-1)).toMatchObject({ enabled: true, previous: false });
});

test('QUERY answers with the state and changes nothing', () => {
  const { bench, saved, press } = desk(false);
  press('QUERY');
  expect(bench.sent('AutomationStateChanged')).toMatchObject([{ enabled: false, previous: false }]);
  expect(saved).toEqual([]);
});

test('a state that cannot be kept is not told of as changed', () => {
  const { bench, press } = desk(true, () => {
    throw new Error('disk full');
  });
  press('DISABLE');
  expect(bench.types).toEqual([]);
  expect(bench.errors).toEqual(['disk full']);
});

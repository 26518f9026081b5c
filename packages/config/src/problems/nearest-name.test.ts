import { nearestName } from './nearest-name.js';

const KEYS = ['daily_loss_limit', 'max_positions', 'max_position_size', 'event_history_limit', 'mode'];

test.each([
  ['daily_loss_limt', 'daily_loss_limit'],
  ['max_postions', 'max_positions'],
  ['maxPositions', 'max_positions'],
  ['max-position-size', 'max_position_size'],
  ['history_limit', 'event_history_limit'],
  ['mdoe', 'mode'],
])('%s is near %s', (wrong, right) => {
  expect(nearestName(wrong, KEYS)).toBe(right);
});

test.each(['x', 'home', 'leverage', 'zz'])('%s is near nothing', (wrong) => {
  expect(nearestName(wrong, KEYS)).toBeUndefined();
});

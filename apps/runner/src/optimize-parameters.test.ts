import { join } from 'node:path';
import { ConfigLoader } from '@q/config';
import { takeoverLines } from './optimize-parameters.js';

const root = join(__dirname, '../../..');
const load = (file: string) => ConfigLoader.load(file, { cwd: root, env: {} }).config;

test('keys of the configuration are flags, quoted where a shell needs it', () => {
  const config = load('config/services.yaml');
  expect(takeoverLines(config, { 'risk.max_positions': 3, 'restrictions.schedule.days': ['mon', 'tue'] })).toEqual([
    '--set risk.max_positions=3',
    '--set restrictions.schedule.days=mon,tue',
  ]);
  expect(takeoverLines(config, { 'account.id': "it's mine" })).toEqual([`--set 'account.id=it'\\''s mine'`]);
});

test('values of strategies and indicators that stand in a file are named with it', () => {
  const config = load('config/services.yaml');
  expect(takeoverLines(config, { 'strategies.EURUSD.ema-pullback.risk.sl.value': 12 })).toEqual([
    'in config/strategies/eurusd/ema-pullback.yaml  risk.sl.value: 12',
  ]);
  expect(takeoverLines(config, { 'indicators.inline.EURUSD.5.rsi.period': 9 })).toEqual([
    'in config/indicators/eurusd/eurusd_5.yaml  rsi.period: 9',
  ]);
});

test('an indicator of the configuration itself is a flag', () => {
  const inline = { path: 'indicators.inline.EURUSD.1.cci.period', value: '20', source: 'test' };
  const { config } = ConfigLoader.load('config/services.yaml', { cwd: root, env: {}, overrides: [inline] });
  const parameters = { 'indicators.inline.EURUSD.1.cci.period': 30 };
  expect(takeoverLines(config, parameters)).toEqual(['--set indicators.inline.EURUSD.1.cci.period=30']);
});

import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';

const TRADING = "trading:\n  symbols: [EURUSD]\n  timeframes: ['1', '5']\n";

function problems(text: string) {
  try {
    ConfigLoader.parse(text, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error('expected a ConfigError');
}

test('an unknown symbol is shown where it is listed, with the nearest known one', () => {
  expect(problems(TRADING.replace('EURUSD', 'EURUSDX'))).toEqual([
    expect.objectContaining({
      code: 'Q-CFG-013',
      line: 2,
      column: 13,
      suggestion: 'EURUSD',
      path: 'trading.symbols.0',
    }),
  ]);
});

test('an incomplete specification says which keys are missing', () => {
  const text = `${TRADING.replace('EURUSD', 'SUGAR')}instruments:\n  SUGAR: {digits: 2, tick_size: 0.01, pip: 0.01}\n`;
  expect(problems(text)).toEqual([
    expect.objectContaining({
      line: 5,
      message:
        'there is no built-in specification of SUGAR: instruments.SUGAR must give contract_size, lot_step, min_lot, max_lot, base_currency, quote_currency, session',
    }),
  ]);
});

test('the built-in specification is found in any case and keeps the symbol as written', () => {
  const { config } = ConfigLoader.parse(TRADING.replace('EURUSD', 'usdjpy'), { env: {} });
  expect(config.instruments['usdjpy']).toMatchObject({ symbol: 'usdjpy', digits: 3, pip: 0.01 });
});

test('a misspelt symbol in a map earns a warning', () => {
  const text = `${TRADING}broker: {per_symbol: {EURUSDD: {spread_pips: 2}, GBPUSD: {spread_pips: 2}}}\n`;
  expect(ConfigLoader.parse(text, { env: {} }).warnings).toEqual([
    'broker.per_symbol.EURUSDD is not traded: did you mean EURUSD?',
  ]);
});

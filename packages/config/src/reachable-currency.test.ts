import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';

function problems(symbols: string, currency = 'USD'): readonly string[] {
  try {
    ConfigLoader.parse(`trading: {symbols: [${symbols}], timeframes: ['1']}\naccount: {currency: ${currency}}\n`, {
      env: {},
    });
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ code, path, message }) => `${code} ${path} ${message}`);
  }
  return [];
}

test.each([
  ['EURGBP, GBPUSD', 'USD'],
  ['EURGBP, EURUSD', 'USD'],
  ['EURGBP', 'GBP'],
  ['EURGBP', 'EUR'],
  ['EURJPY, GBPJPY, GBPUSD', 'USD'],
])('%s can be traded on an account in %s', (symbols, currency) => expect(problems(symbols, currency)).toEqual([]));

test('a symbol whose money does not get to the account is named, with what would help', () => {
  expect(problems('EURGBP, USDJPY')).toEqual([
    expect.stringMatching(
      /^Q-CFG-010 trading\.symbols .*EURGBP are in GBP .* USD: trade a symbol between GBP and USD too/,
    ),
  ]);
  expect(problems('EURUSD, EURGBP', 'CHF')).toHaveLength(2);
});

test('it is named beside other contradictions, but not where a symbol has no specification', () => {
  expect(problems('EURGBP, NOSUCH')).toEqual([expect.stringMatching(/Q-CFG-013/)]);
});

test('an account may be in a coin, whose code is longer', () => {
  const text = (currency: string): string =>
    `trading: {symbols: [BTCUSD], timeframes: ['1']}\naccount: {currency: ${currency}}\ninstruments: {BTCUSD: {quote_currency: USDT}}\n`;
  const { config } = ConfigLoader.parse(text('USDT'), { env: {} });
  expect([config.account.currency, config.instruments['BTCUSD']?.quoteCurrency]).toEqual(['USDT', 'USDT']);
  expect(() => ConfigLoader.parse(text('usdt'), { env: {} })).toThrow(/a currency in capital letters/);
});

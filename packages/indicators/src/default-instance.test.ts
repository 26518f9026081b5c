import { CATALOG, INDICATOR_NAMES } from './catalog.js';
import { defaultInstanceOf, instanceColumns } from './default-instance.js';

describe('defaultInstanceOf', () => {
  it.each([
    ['rsi', 'rsi'],
    ['signal_rsi', 'rsi'],
    ['macd_signal', 'macd'],
    ['bb_percent_b', 'bb'],
    ['trend_supertrend', 'supertrend'],
    ['adx_plus_di', 'adx'],
    ['ichimoku_senkou_a', 'ichimoku'],
    ['doji', 'doji'],
  ])('%s is a column of %s', (column, name) => {
    const found = defaultInstanceOf(column);
    expect(found?.name).toBe(name);
    expect(found?.columns.map((each) => each.name)).toContain(column);
  });

  it.each([
    ['ema_fast', 'ema'],
    ['supertrend_trend', 'supertrend'],
    ['signal_rsi_fast', 'rsi'],
    ['macd_histogram', 'macd'],
  ])('%s speaks of %s, which does not give it under its own name', (column, name) => {
    const found = defaultInstanceOf(column);
    expect(found?.name).toBe(name);
    expect(found?.columns.map((each) => each.name)).not.toContain(column);
  });

  it.each(['rsii', 'close', 'regime', 'signal', 'toString', '', '_', 'constructor_x'])('%p is of none', (column) => {
    expect(defaultInstanceOf(column)).toBeUndefined();
  });

  it('says the defaults, and gives no columns where one is missing', () => {
    expect(defaultInstanceOf('rsi')?.parameters).toBe('period 14, signal_period 14');
    expect(defaultInstanceOf('doji')?.parameters).toBe('');
    expect(defaultInstanceOf('stochrsi_k')).toEqual({
      name: 'stochrsi',
      columns: [],
      parameters: 'rsi_period, stochrsi_period, k_smooth, d_smooth',
    });
  });

  it('finds every indicator that has all defaults by each of its columns', () => {
    const complete = INDICATOR_NAMES.filter((name) =>
      Object.values(CATALOG[name].parameters).every((parameter) => parameter.default !== undefined),
    );
    expect(complete.length).toBeGreaterThan(50);
    for (const name of complete) {
      for (const column of instanceColumns(name)) expect(defaultInstanceOf(column.name)?.name).toBe(name);
    }
  });
});

import { RegimeHysteresis } from './regime-hysteresis.js';
import { classifyRegime } from './regime-score.js';
import { createRegime } from './regime.js';

// Sequences of the specification, section 16, cases 8 and 9.
function seen(classes: string, persist = 2, transition = 3): string[] {
  const hysteresis = new RegimeHysteresis<string>(persist, transition);
  return classes.split('').map((name) => {
    hysteresis.see(name);
    return `${hysteresis.committed}${hysteresis.isTransition ? '*' : ''}`;
  });
}

describe('the hysteresis', () => {
  it('commits the first class at once and another after two sightings, with three transition bars', () => {
    expect(seen('AABBBBB').join(' ')).toBe('A A A B* B* B* B');
  });

  it('starts the count anew when a third class appears', () => {
    expect(seen('AABCBCC').join(' ')).toBe('A A A A A A C*');
  });

  it('ignores a single blip', () => {
    expect(seen('AABAABA').join(' ')).toBe('A A A A A A A');
  });

  it('needs two sightings even with a persistence of one', () => {
    expect(seen('AABB', 1).join(' ')).toBe('A A A B*');
  });

  it('flags the bar of the change where the transition is 0 bars', () => {
    expect(seen('AABBB', 2, 0).join(' ')).toBe('A A A B* B');
  });
});

describe('the classifier', () => {
  const bullish = {
    close: 100,
    rsi: 60,
    atrRatio: 1,
    width: 0.01,
    widthThreshold: 0.04,
    macdHistogram: 0.5,
    slope: 0,
    ema50: 98,
    ema200: 95,
  };

  it('does not count an RSI of exactly 55', () => {
    expect(classifyRegime({ ...bullish, rsi: 55 })).toEqual({ name: 'bull_contraction', score: 7, confidence: 0.7 });
  });

  it('calls a ratio of exactly 1.1 a contraction', () => {
    expect(classifyRegime({ ...bullish, atrRatio: 1.1 }).name).toBe('bull_contraction');
    expect(classifyRegime({ ...bullish, atrRatio: 1.1000001 }).name).toBe('bull_expansion');
  });

  it('counts a close on the EMA50 as below it', () => {
    expect(classifyRegime({ ...bullish, close: 98 }).score).toBe(-2 + 3 + 2 + 2);
  });

  it('counts only what is available', () => {
    expect(classifyRegime({ ...bullish, ema200: NaN })).toEqual({
      name: 'bull_contraction',
      score: 4,
      confidence: 4 / 5,
    });
  });
});

it('gives the same again after a reset', () => {
  const regime = createRegime({ warm_up: 3 });
  const run = (): unknown[] =>
    [1, 2, 3, 4, 5, 4, 3, 2, 1].map((close, index) => {
      regime.update({
        openTime: index,
        closeTime: index + 1,
        open: close,
        high: close + 1,
        low: close,
        close,
        volume: 0,
        bars: 1,
      });
      return [regime.value(), regime.confidence];
    });
  const first = run();
  regime.reset();
  expect(run()).toEqual(first);
});

import { ConfigError } from './config-error.js';
import { ConfigLoader } from '../config-loader.js';
import { formatProblems } from './format-problems.js';

function problemsOf(text: string): ConfigError {
  try {
    ConfigLoader.parse(text, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('expected a ConfigError');
}

const TEXT = `trading: {symbols: [EURUSD], timeframes: ['1']}
risk:
  daily_loss_limt: 1000
`;

test('shows the lines, a mark and the nearest key', () => {
  const error = problemsOf(TEXT);
  const text = formatProblems(error.problems, { color: false, source: (file) => error.sourceOf(file) });
  expect(text).toBe(`✖ Q-CFG-003  unknown key "daily_loss_limt"
  text:3:3
    2 │ risk:
    3 │   daily_loss_limt: 1000
      │   ^^^^^^^^^^^^^^^ did you mean daily_loss_limit?
  known keys here: daily_loss_limit, daily_loss_reaction, max_drawdown_pct, max_drawdown_reaction, max_positions, max_positions_per_symbol, max_positions_per_direction, max_position_size, max_notional, cooldown_minutes, max_spread_pips, max_orders_per_minute, state_file, account_stop_loss
  1 error · nothing was started`);
});

test('colours only when asked to', () => {
  const { problems } = problemsOf(TEXT);
  const source = () => TEXT;
  expect(formatProblems(problems, { color: true, source })).toContain('\u001b[31m');
  expect(formatProblems(problems, { color: false, source })).not.toContain('\u001b');
});

test('without the text of the file the suggestion is still there', () => {
  const { problems } = problemsOf(TEXT);
  expect(formatProblems(problems, { color: false, source: () => undefined })).toContain(
    'did you mean daily_loss_limit?',
  );
});

test('control characters of a file do not reach the terminal', () => {
  const error = problemsOf(`${TEXT}"\\e[2J\\u0085x": 1\n`);
  expect(error.message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

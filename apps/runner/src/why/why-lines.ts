import type { ChainLink, WhyAnswer } from './answer.js';
import type { SignalAnswer } from './signal-answer.js';
import type { AskedStrategy, ConditionAnswer, RuleAnswer, StrategyAnswer } from './strategy-answer.js';
import type { PriceScale } from './value-text.js';
import { comparedTexts, valueText } from './value-text.js';

/** A long chain, such as that of a trailing stop, is cut here; `--json` has all of it. */
const LINKS_SHOWN = 40;

/** The answer as a person reads it. */
export function whyLines(answer: WhyAnswer, digits: number): readonly string[] {
  const scale: PriceScale = { digits, price: answer.close ?? undefined };
  const width = conditionWidth(answer.strategies);
  return [
    headline(answer, digits),
    ...answer.notes.map((note) => labelled('note', note)),
    labelled('trading', tradingText(answer.trading)),
    labelled('regime', answer.regime.map(regimeText).join(' · ')),
    ...positionLines(answer),
    ...answer.strategies.flatMap((one) => strategyLines(one, { scale, width })),
    `→ ${answer.conclusion}`,
    ...(answer.last_entry === null
      ? []
      : [`  last entry ${answer.last_entry.at}  ${answer.last_entry.text}, cid ${answer.last_entry.correlation_id}`]),
    ...block('also', answer.also.map(linkText)),
    ...chainLines(answer),
  ];
}

function headline({ symbol, at, close, correlation_id: cid, run }: WhyAnswer, digits: number): string {
  const parts = [symbol, at, close === null ? '' : `close ${close.toFixed(digits)}`, cid === null ? '' : `cid ${cid}`];
  return [...parts, `run ${run}`].filter((part) => part !== '').join('  ');
}

function tradingText({ state, since, reasons }: WhyAnswer['trading']): string {
  if (state === 'blocked') return `blocked by ${reasons.map((one) => `${one.reason} since ${one.since}`).join(', ')}`;
  return state === 'unknown' || since === null ? 'unknown: the history does not say' : `authorized since ${since}`;
}

function regimeText({ timeframe, regime, confidence }: WhyAnswer['regime'][number]): string {
  const sure = confidence === null || regime === 'warming_up' ? '' : ` ${confidence.toFixed(2)}`;
  return `${timeframe}: ${regime ?? 'none'}${sure}`;
}

function positionLines({ positions }: WhyAnswer): readonly string[] {
  return block(
    'open',
    positions.map(
      ({ direction, volume, entry_price: price, opened_at: openedAt, strategy, correlation_id: cid }) =>
        `${direction} ${volume} at ${price} since ${openedAt}, ${strategy}, cid ${cid}`,
    ),
  );
}

interface Layout {
  readonly scale: PriceScale;
  /** Of the widest condition. */
  readonly width: number;
}

function strategyLines(one: StrategyAnswer, layout: Layout): readonly string[] {
  if (!one.asked) {
    const last = one.last_asked_at === null ? '' : `, last at ${one.last_asked_at}`;
    return [`${one.strategy}  not asked: ${one.reason}${last}`];
  }
  const duty = one.on_duty ? '' : ', outside its schedule';
  return [
    `${one.strategy}  asked on ${one.timeframe}${duty}`,
    ...(one.rules.length === 0 ? ['  it does not explain its conditions: a strategy in code can, with explain'] : []),
    ...one.rules.flatMap((rule) => ruleLines(rule, layout)),
    ...one.signals.flatMap((signal) => signalLines(signal, layout.scale)),
  ];
}

function ruleLines(
  { kind, direction, mode, holds, remark, conditions }: RuleAnswer,
  layout: Layout,
): readonly string[] {
  const joined =
    mode === 'complex'
      ? ' (by its tree)'
      : conditions.length > 1 && mode !== null
        ? ` (${mode} of ${conditions.length})`
        : '';
  const told = remark === null ? '' : `, but ${remark}`;
  return [
    `  ${`${kind} ${direction}`.padEnd(12)} ${holds ? 'yes' : 'no'}${joined}${told}`,
    ...conditions.map((one) => conditionLine(one, layout)),
  ];
}

function conditionLine(one: ConditionAnswer, { scale, width }: Layout): string {
  return `    ${one.holds ? '✔' : '✖'} ${conditionText(one).padEnd(width)}  ${comparisonText(one, scale)}`;
}

function conditionText({
  signal,
  operator,
  value,
  timeframe,
  lookback,
  required_confidence: sure,
}: ConditionAnswer): string {
  const shown = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
  const where = lookback === 1 ? timeframe : `${timeframe}, ${lookback - 1} closes back`;
  return `${signal} ${operator} ${shown} (${where})${sure === null ? '' : ` with confidence ${sure}`}`;
}

/** `52.13 < 40`, and for two closes `38.90 → 41.20 crosses_above 40`. */
function comparisonText({ operator, left, right, before }: ConditionAnswer, scale: PriceScale): string {
  const [now, other] = comparedTexts([left, right], scale);
  if (before === null) return `${now} ${operator} ${other}`;
  const [earlier, otherEarlier] = comparedTexts([before.left, before.right], scale);
  const path = (from: string, to: string): string => (from === to ? to : `${from} → ${to}`);
  return `${path(earlier, now)} ${operator} ${path(otherEarlier, other)}`;
}

function conditionWidth(strategies: readonly StrategyAnswer[]): number {
  const rules = strategies.flatMap((one) => (one.asked ? one.rules : ([] as AskedStrategy['rules'])));
  return Math.max(0, ...rules.flatMap(({ conditions }) => conditions.map((one) => conditionText(one).length)));
}

function signalLines(
  { kind, direction, reason, verdict, orders, denial }: SignalAnswer,
  scale: PriceScale,
): readonly string[] {
  const signal = `  signal ${kind} ${direction}`;
  if (denial !== null) {
    const numbers = [
      ...(denial.value === null ? [] : [`value ${valueText(denial.value, scale)}`]),
      ...(denial.limit === null ? [] : [`limit ${valueText(denial.limit, scale)}`]),
    ].join(', ');
    return [`${signal} → denied ${denial.reason}: ${denial.message}${numbers === '' ? '' : ` (${numbers})`}`];
  }
  if (verdict === 'none') {
    return [`${signal}${reason === null ? '' : `, ${reason}`} → the history has no verdict of the gate`];
  }
  return orders.map(({ text }) => `${signal} → approved ${text}`);
}

function chainLines({ chain, correlation_id: cid }: WhyAnswer): readonly string[] {
  if (chain.length === 0) return [labelled('chain', 'none kept: nothing followed from this candle')];
  const idWidth = Math.max(...chain.map(({ id }) => String(id).length));
  const typeWidth = Math.max(...chain.map(({ type }) => type.length));
  const rows = chain
    .slice(0, LINKS_SHOWN)
    .map(
      ({ id, at, type, text }) => `${clockOf(at)}  ${String(id).padStart(idWidth)}  ${type.padEnd(typeWidth)}  ${text}`,
    );
  const more = chain.length - rows.length;
  return block('chain', more === 0 ? rows : [...rows, `and ${more} more with cid ${cid ?? ''} (--json)`]);
}

function linkText({ at, type, text, correlation_id: cid }: ChainLink): string {
  return `${at}  ${type}  ${text}, cid ${cid}`;
}

/** `01-06 20:55:00`. */
function clockOf(at: string): string {
  return at.slice(5, 19).replace('T', ' ');
}

function block(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => labelled(index === 0 ? label : '', line).trimEnd());
}

function labelled(label: string, text: string): string {
  return `${label.padEnd(10)} ${text}`;
}

import type { ParameterValue, ParameterValues } from '@q/backtest';
import type { SystemConfig } from '@q/config';

/** Where a value is written to take it over: on the command line, or in a file at a path. */
export type Takeover =
  | { readonly kind: 'flag'; readonly text: string }
  | { readonly kind: 'file'; readonly file: string; readonly path: string; readonly value: ParameterValue };

/** How the values of a trial are taken over into the configuration that they were searched from. */
export function takeovers(config: SystemConfig, parameters: ParameterValues): readonly Takeover[] {
  return Object.entries(parameters).map(([path, value]): Takeover => {
    const place = placeInFile(config, path);
    if (place !== undefined) return { kind: 'file', ...place, value };
    return {
      kind: 'flag',
      text: `--set ${quoted(`${path}=${Array.isArray(value) ? value.join(',') : String(value)}`)}`,
    };
  });
}

export function takeoverLines(config: SystemConfig, parameters: ParameterValues): readonly string[] {
  return takeovers(config, parameters).map((one) =>
    one.kind === 'flag' ? one.text : `in ${one.file}  ${one.path}: ${JSON.stringify(one.value)}`,
  );
}

/** Values of strategies and of indicators that stand in a file of their own cannot be set on the command line. */
function placeInFile({ strategies, indicators }: SystemConfig, path: string) {
  // What strategies in code are made with stands in their files, under the same name.
  if (path.startsWith('code.')) return { file: strategies.modules.join(', '), path: path.slice('code.'.length) };
  const ofStrategy = strategies.loaded.find(({ symbol, definition }) =>
    path.startsWith(`strategies.${symbol}.${definition.name}.`),
  );
  if (ofStrategy !== undefined) {
    const { symbol, definition, file } = ofStrategy;
    return { file, path: path.slice(`strategies.${symbol}.${definition.name}.`.length) };
  }
  const ofIndicator = indicators.loaded.find(({ symbol, timeframe }) =>
    path.startsWith(`indicators.inline.${symbol}.${timeframe}.`),
  );
  if (ofIndicator?.file === undefined) return undefined;
  const { symbol, timeframe, file } = ofIndicator;
  const rest = path.slice(`indicators.inline.${symbol}.${timeframe}.`.length);
  const isInline = Object.hasOwn(indicators.inline[symbol]?.[timeframe] ?? {}, rest.split('.')[0] ?? '');
  return isInline ? undefined : { file, path: rest };
}

/** For a shell, where it needs that. */
function quoted(text: string): string {
  return /^[\w.,:=/+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

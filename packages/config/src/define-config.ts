import type * as z from 'zod';
import { checkConfig, copyWritten } from './check-config.js';
import { problemOf } from './config-text.js';
import { deepFreeze } from './frozen.js';
import { inlineIndicators } from './inline-indicators.js';
import { unreadSwapFiles } from './load-swaps.js';
import { ConfigError } from './problems/config-error.js';
import type { SystemConfig } from './system-config.js';
import type { systemSchema } from './system-schema.js';

/** A configuration as code writes it: what a file could hold, with keys spelled as in the file. */
export type ConfigInput = z.input<typeof systemSchema>;

/** Makes a configuration in code, with the checks and defaults of a file. It reads no file and no environment. */
export function defineConfig(input: ConfigInput): SystemConfig {
  const { root, findings } = copyWritten(input);
  const checked = checkConfig(root);
  const unread = checked.ok ? unreadSwapFiles(checked.written.broker) : [];
  const problems = [...findings, ...checked.findings, ...unread].map(problemOf);
  if (!checked.ok || problems.length > 0) throw new ConfigError(problems, new Map());
  const { written, resolved } = checked;
  return deepFreeze({
    ...written,
    instruments: resolved.instruments,
    strategies: { ...written.strategies, loaded: [] },
    indicators: {
      ...written.indicators,
      loaded: inlineIndicators(written.indicators.inline, written.trading),
    },
  });
}

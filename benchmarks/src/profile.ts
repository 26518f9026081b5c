import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { runLine } from './line/line-run.js';

const SHOWN = 30;

/** Where the line's CPU time goes: the functions with the most time of their own. `pnpm profile [candles] [none|default|all] [FILE]`. */
const [candles = '200000', history = 'none', file] = process.argv.slice(2);
if (history !== 'none' && history !== 'default' && history !== 'all') throw new Error(`no history kind "${history}"`);

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: 200 });
await session.post('Profiler.start');
await runLine({ candles: Number(candles), history, logging: false });
const { profile } = await session.post('Profiler.stop');
if (file !== undefined) writeFileSync(file, JSON.stringify(profile));

const own = new Map<string, number>();
for (const { callFrame, hitCount = 0 } of profile.nodes) {
  const place = `${callFrame.functionName || '(anonymous)'}  ${callFrame.url.replace(/^.*\/(?=[^/]+\/dist\/)/, '')}:${callFrame.lineNumber + 1}`;
  own.set(place, (own.get(place) ?? 0) + hitCount);
}
const all = [...own.values()].reduce((sum, hits) => sum + hits, 0);
const top = [...own].sort(([, left], [, right]) => right - left).slice(0, SHOWN);
for (const [place, hits] of top) console.log(`${((hits / all) * 100).toFixed(1).padStart(5)} %  ${place}`);

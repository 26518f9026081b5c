import type { BenchRow } from '../bench-row.js';
import type { Contestant, ContestReport, PythonContestant, Reports } from './contest.js';
import { NODE_CONTESTANTS, runContestant } from './contest.js';
import type { PublishedSpeeds } from './contest-rows.js';
import { contestRows } from './contest-rows.js';
import { loadingRows } from './loading-rows.js';
import type { MarketName } from './market.js';
import { presentPythonContestants, runPython } from './python-contestants.js';
import { realMarket } from './real-market.js';

interface Contest {
  readonly market: MarketName;
  readonly title: string;
  /** Of ours and the floor, of the engines from npm, and of those of Python, which take minutes over a million candles. */
  readonly rounds: { readonly own: number; readonly npm: number; readonly python: number };
  /** In one process, at least: the first is the cold one, those of the second half are the warm ones. Those of Python have nothing to warm up and make one. */
  readonly passes: number;
  /** From `design/performance.md` of the shared folder, over candles of the same kind. */
  readonly published: PublishedSpeeds;
}

/** The same for every engine: what is used much is compiled by the middle of it, also where a pass takes a few hundredths of a second. */
const LEAST_CPU_MS = 6_000;

const REAL: Contest = {
  market: { kind: 'usdjpy' },
  title: 'USD/JPY, recorded',
  rounds: { own: 3, npm: 3, python: 3 },
  passes: 12,
  published: { floor: 121_000_000, backtrader: 9_400, 'backtesting.py': 64_300 },
};
const TRENDS: Contest = {
  market: { kind: 'trends', candles: 1_000_000 },
  title: 'invented market',
  rounds: { own: 3, npm: 2, python: 1 },
  passes: 4,
  published: { floor: 97_000_000, backtrader: 10_600, 'backtesting.py': 79_700 },
};

/** The plain job beside other engines and a hand-written loop, each in fresh processes, in turn. */
export async function contestBench(): Promise<BenchRow[]> {
  const python = presentPythonContestants();
  const contests = realMarket() === undefined ? [TRENDS] : [REAL, TRENDS];
  if (contests.length === 1) console.log('SKIPPED: ../shared/data is not there, nothing is measured over real candles');
  const rows: BenchRow[] = [];
  for (const contest of contests) {
    const reports = await run(contest, python);
    const candles = reports.get('ours')?.[0]?.candles ?? 0;
    const title = `${contest.title}, ${candles.toLocaleString('en-US')} one-minute candles`;
    rows.push(
      ...contestRows(`${title} (median of ${contest.rounds.own} rounds)`, reports, contest.published),
      ...loadingRows(title, reports),
    );
  }
  return rows;
}

async function run({ market, rounds, passes }: Contest, python: readonly PythonContestant[]): Promise<Reports> {
  const reports = new Map<Contestant, ContestReport[]>();
  const add = (name: Contestant, report: ContestReport): void =>
    void reports.set(name, [...(reports.get(name) ?? []), report]);
  for (let round = 0; round < Math.max(...Object.values(rounds)); round += 1) {
    for (const contestant of NODE_CONTESTANTS) {
      const isOwn = contestant === 'ours' || contestant === 'floor';
      // It takes half a minute over a million candles: it runs once, and its second pass is the warm one.
      const isSlow = contestant === 'grademark-averages';
      if (round < (isOwn ? rounds.own : isSlow ? 1 : rounds.npm))
        add(
          contestant,
          await runContestant({ contestant, market, passes: isSlow ? 2 : passes, leastCpuMs: LEAST_CPU_MS }),
        );
    }
    for (const name of python) if (round < rounds.python) add(name, runPython(name, market, 1));
  }
  return reports;
}

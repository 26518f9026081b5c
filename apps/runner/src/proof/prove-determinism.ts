import type { DeterminismViolation, ProofRequest } from '@q/backtest';
import { checkDeterminism } from '@q/backtest';
import type { Arguments } from '../arguments.js';
import type { Proved } from './proved.js';

export async function proveDeterminism(
  request: ProofRequest,
  _args: Arguments,
  onProgress: (done: number, total: number) => void,
): Promise<Proved> {
  const { ok, records, violations } = await checkDeterminism(request, { onProgress });
  const count = `3 runs, ${records.toLocaleString('en-US')} records each`;
  const lines = ok
    ? [`ok         determinism  ${count}`]
    : [...violations.flatMap(linesOf), `failed     determinism  ${count}`];
  return { ok, lines, row: { records, violations } };
}

function linesOf({ comparison, place, first, second }: DeterminismViolation): readonly string[] {
  const [what, remedy] =
    comparison === 'repeated'
      ? [
          'the same run twice',
          'a strategy, service or file must not remember a former run, look at a clock or roll dice',
        ]
      : ['other order of keys', 'something goes through symbols or indicators in the order in which they were written'];
  return [
    `violation  ${what}: ${place} differs`,
    `  first    ${first ?? 'nothing'}`,
    `  second   ${second ?? 'nothing'}`,
    `  remedy   ${remedy}`,
  ];
}

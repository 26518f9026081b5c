import type { SwapRow } from '@q/trading';
import { parseSwapRows } from '@q/trading';
import { resolve } from 'node:path';
import type { FileSource } from './file-source.js';
import { formatPath, type KeyPath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import type { BrokerConfig } from './sections/broker.js';

export interface SwapRequest {
  readonly symbols: readonly string[];
  readonly broker: PerSymbol;
  /** From which the paths start: that of the configuration file. */
  readonly folder: string;
  readonly files: FileSource;
}

export interface SwapLoad {
  /** By symbol; none where no traded symbol has a file. */
  readonly swaps?: Readonly<Record<string, readonly SwapRow[]>>;
  readonly problems: readonly ConfigProblem[];
  /** Of the keys that name the files. */
  readonly findings: readonly Finding[];
}

/** Reads the swaps by date of every traded symbol that has a file of them. */
export function loadSwaps({ symbols, broker, folder, files }: SwapRequest): SwapLoad {
  const problems: ConfigProblem[] = [];
  const findings: Finding[] = [];
  const read: [string, readonly SwapRow[]][] = [];
  for (const symbol of symbols) {
    const path = broker.per_symbol[symbol]?.swap_file;
    if (path === undefined) continue;
    const key = swapFileKey(symbol);
    const text = files.readText(resolve(folder, path));
    if ('code' in text) {
      findings.push({ kind: 'file-not-found', path: key, at: 'value', message: text.message, value: path });
      continue;
    }
    const { file } = text;
    const table = parseSwapRows(text.text);
    if (table.ok) read.push([symbol, table.rows]);
    else problems.push(...table.problems.map((problem) => ({ ...SWAP_FILE, file, path: formatPath(key), ...problem })));
  }
  return { ...(read.length === 0 ? {} : { swaps: Object.fromEntries(read) }), problems, findings };
}

/**
 * Files are read with the configuration file that names them: elsewhere they would go unread.
 * @param isRead whether the file of a symbol was read then, or need not be
 */
export function unreadSwapFiles(
  broker: PerSymbol,
  isRead: (symbol: string, file: string) => boolean = () => false,
): readonly Finding[] {
  return Object.entries(broker.per_symbol).flatMap(([symbol, { swap_file: value }]): Finding[] => {
    if (value === undefined || isRead(symbol, value)) return [];
    const message = `${value} is not read, as no loaded file names it for a traded symbol: give its rows to runBacktest as swaps`;
    return [{ kind: 'swap-file', path: swapFileKey(symbol), at: 'value', message, value }];
  });
}

type PerSymbol = Pick<BrokerConfig, 'per_symbol'>;

function swapFileKey(symbol: string): KeyPath {
  return ['broker', 'per_symbol', symbol, 'swap_file'];
}

const SWAP_FILE = { code: PROBLEM_CODES['swap-file'].code };

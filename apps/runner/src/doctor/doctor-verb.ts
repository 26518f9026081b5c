import { dirname } from 'node:path';
import type { Arguments } from '../arguments.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import { checkCalendars } from './check-calendars.js';
import { checkClock } from './check-clock.js';
import type { Loading } from './check-config.js';
import { checkConfig, tryToLoad } from './check-config.js';
import { checkControl } from './check-control.js';
import { checkData } from './check-data.js';
import { checkDisk } from './check-disk.js';
import { checkFsync } from './check-fsync.js';
import { checkJournal } from './check-journal.js';
import { checkLoopLag } from './check-loop-lag.js';
import { checkMemory } from './check-memory.js';
import { checkNode } from './check-node.js';
import { checkPermissions } from './check-permissions.js';
import { checkPorts } from './check-ports.js';
import { checkStrategies } from './check-strategies.js';
import { checkTimeZones } from './check-time-zones.js';
import { checkWiring } from './check-wiring.js';
import type { Check, ExaminedSystem } from './check.js';
import { doctorCounts, doctorLines } from './doctor-lines.js';
import { examine } from './examine.js';
import { findListener } from './find-listener.js';

const OF_THE_SYSTEM: readonly Check[] = [
  checkWiring,
  checkStrategies,
  checkData,
  checkCalendars,
  checkJournal,
  checkFsync,
  checkDisk,
  checkPermissions,
  checkControl,
  checkPorts,
  checkTimeZones,
];
const OF_THE_MACHINE: readonly Check[] = [checkClock, checkLoopLag, checkMemory];

/** `qbot doctor`: whether this machine and this configuration are fit for a run, and what to mend. Starts and changes nothing. */
export async function doctorVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const loading = await tryToLoad(args);
  const checks = [checkNode, checkConfig(loading), ...OF_THE_SYSTEM, ...OF_THE_MACHINE];
  const rows = await examine(checks, { system: await examinedSystem(loading, args) });
  const counts = doctorCounts(rows);
  const ok = counts.fail === 0;
  if (args.json) output.out(JSON.stringify({ schema_version: 1, ok, counts, checks: rows }, undefined, 2));
  else doctorLines(rows).forEach(output.out);
  return ok ? EXIT.ok : EXIT.problems;
}

async function examinedSystem(loading: Loading, args: Arguments): Promise<ExaminedSystem | undefined> {
  if (!loading.ok) return undefined;
  const { config, file } = loading.loaded;
  return { config, file, folder: dirname(args.config), listener: await findListener(config.control) };
}

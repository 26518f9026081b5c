import { systemClock } from '@q/events';
import { getLogger } from '@q/logging';
import type { TradingOrchestrator } from '@q/orchestrator';
import type { ControlServer } from '../control/control-server.js';
import { listenForControl } from '../control/control-server.js';
import { watchStatus } from '../control/run-status.js';
import { watchReadiness } from '../metrics/readiness.js';
import { startMetrics } from '../metrics/start-metrics.js';
import type { Run } from '../run.js';
import type { RunningAlerts } from '../alerts/start-alerts.js';
import { startAlerts } from '../alerts/start-alerts.js';
import { startSystemdNotify } from '../systemd/notify.js';
import { watchToggleFile } from '../toggle-file.js';
import { answerControl } from './answer-control.js';
import { recoveredLines } from './recovered.js';

/** How long the end of a run waits for alerts that are on their way. */
const LAST_ALERTS_MS = 5_000;

/** What stands beside a run in real time: its control socket, figures, alerts and the file of the automation switch. */
export interface RunWatch {
  /** Between two cycles. */
  look(): void;
  /** What was recorded has been made again. */
  caughtUp(): void;
  /** Who stopped the run over the control socket. */
  readonly stoppedBy: string | undefined;
  close(): Promise<void>;
}

/** Starts what stands beside a run. @throws RunStateError, MetricsStartError where something cannot be started */
export async function watchRun(orchestrator: TradingOrchestrator, run: Run): Promise<RunWatch> {
  const { config, chosen, journal } = run;
  const logger = getLogger('services.Observers', { service: 'Observers' });
  const onError = (error: unknown): void => logger.error('an observer has failed, the run goes on', { error });
  const beganAt = performance.now();
  let isRecovering = journal?.runId !== undefined;
  let stoppedBy: string | undefined;
  let alerts: RunningAlerts | undefined;
  const status = watchStatus({
    runId: run.files.runId,
    mode: config.mode,
    orchestrator,
    now: () => chosen.sockets.clock.now(),
    isRecovering: () => isRecovering,
    journal: () => (journal === undefined ? null : { file: journal.file, full: journal.guarded.isFull }),
  });
  const hindrance = (): string | undefined => {
    if (isRecovering) return 'it is recovering from its journal';
    return journal?.guarded.isFull === true ? 'the disk of the journal is full' : undefined;
  };
  const systemd = startSystemdNotify({ env: process.env, onError });
  const closers: (() => Promise<void> | void)[] = [() => systemd.close()];
  const close = async (): Promise<void> => {
    systemd.stopping();
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const metrics = await startMetrics({
      orchestrator,
      config,
      inCode: chosen.inCode,
      clock: chosen.sockets.clock,
      readiness: watchReadiness({ orchestrator, hindrance }),
      onError,
    });
    closers.push(() => metrics.close());
    if (metrics.address !== undefined) run.say(`metrics    ${metrics.address}/metrics`);
    if (config.mode === 'paper' && config.control.enabled) {
      const stop = (by: string): void => {
        stoppedBy = by;
        void orchestrator.stop();
      };
      const server: ControlServer = await listenForControl(
        config.control.socket,
        answerControl({ orchestrator, status, journal, stop }),
      );
      closers.push(() => server.close());
    }
  } catch (error) {
    await close();
    throw error;
  }
  const tell = (): void => {
    systemd.ready(`${config.mode} run ${run.files.runId}`);
    alerts = startAlerts({
      orchestrator,
      config,
      clock: systemClock(),
      redact: run.hide,
      onError: (message) => logger.error(`an alert was not sent: ${message}`),
    });
    closers.push(async () => void (await alerts?.close({ deadlineMs: LAST_ALERTS_MS })));
  };
  // What is made again was told when it happened.
  if (config.mode !== 'paper') tell();
  return {
    get stoppedBy() {
      return stoppedBy;
    },
    look() {
      const news = journal?.guarded.news();
      if (news !== undefined) orchestrator.control.send({ kind: 'journal_state', ...news });
    },
    caughtUp() {
      journal?.demandCaughtUp();
      isRecovering = false;
      if (journal !== undefined) chosen.calendars?.goOn((record) => journal.note(record));
      if (status().blocked_by.includes('journal_full')) journal?.guarded.resumeFull();
      journal?.note({ record: 'session', pid: process.pid, at: Date.now(), versions: run.context.packages ?? {} });
      const lines = journal === undefined ? [] : recoveredLines(journal, status(), performance.now() - beganAt);
      lines.forEach((line) => {
        run.say(line);
        logger.info(line);
      });
      tell();
      if (config.mode === 'paper' && config.automation.file_watcher_enabled) {
        const { toggle_file: file, file_watcher_interval: seconds } = config.automation;
        const { control } = orchestrator;
        closers.push(watchToggleFile({ file, intervalMs: seconds * 1_000, clock: systemClock(), control }));
      }
    },
    close,
  };
}

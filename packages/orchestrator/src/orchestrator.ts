import type { SystemConfig } from '@q/config';
import { ConfigLoader } from '@q/config';
import type { ControlCommand, ControlInbox, EventBus, EventBusMetrics } from '@q/events';
import { getLogger } from '@q/logging';
import type { Evaluation } from '@q/services';
import { EvaluationLog } from '@q/services';
import { findWiringProblems, WiringError } from './check-wiring.js';
import { commandEvent } from './command-event.js';
import { Cycles } from './cycles.js';
import { logAllEvents, logEvents } from './event-log.js';
import type { ServiceHealth } from './health.js';
import { HealthWatch } from './health-watch.js';
import type { HaltedBy } from './halt.js';
import { Halt } from './halt.js';
import { makeBus } from './make-bus.js';
import type { MetricsTree, OrchestratorMetrics, OrchestratorStatus } from './metrics-tree.js';
import type { RunFigures } from './run-figures.js';
import { RunLedger } from './run-figures.js';
import type { RunOptions, StopOptions } from './run-options.js';
import type { ServiceMetrics } from './service-metrics.js';
import type { Sockets } from './sockets.js';
import { statusLines } from './status-lines.js';
import type { StopReport } from './stop-services.js';
import { stopServices } from './stop-services.js';
import { superviseLine } from './supervise-line.js';
import type { Supervisor } from './supervisor.js';
import type { OwnReading } from './readings.js';
import { Readings } from './readings.js';
import { RunHistory } from './run-history.js';
import { runsInRealTime } from './runs-in-real-time.js';

/** Puts one system together, runs it, watches it, restarts what fails and stops it. It decides nothing about trading. */
export class TradingOrchestrator {
  readonly bus: EventBus;
  readonly ledger: RunLedger;
  /** Commands from outside; they enter the system as events. */
  readonly control: ControlInbox;
  readonly #config: SystemConfig;
  readonly #sockets: Sockets;
  readonly #evaluations: EvaluationLog;
  readonly #supervisor: Supervisor;
  readonly #health: HealthWatch;
  readonly #readings: Readings;
  readonly #cycles: Cycles;
  readonly #history: RunHistory;
  readonly #logger = getLogger('services.TradingOrchestrator', { service: 'TradingOrchestrator' });
  #status: OrchestratorStatus = 'initializing';
  #initialized = false;
  #startedAt: number | undefined;
  readonly #halted = new Halt();
  #running: Promise<void> | undefined;
  #stopped: Promise<StopReport> | undefined;

  /** @throws Error where the configuration switches off a service that another one lives on */
  constructor(config: SystemConfig, given: Sockets) {
    const [problem] = findWiringProblems(config);
    if (problem !== undefined) throw new WiringError(problem);
    this.#config = config;
    this.#evaluations = new EvaluationLog(config.services.strategy_evaluation.keep_evaluations);
    this.#history = new RunHistory(config, given);
    const sockets = { ...given, broker: this.#history.before(given.broker) };
    this.#sockets = sockets;
    this.bus = makeBus({
      config,
      sockets,
      history: this.#history.writer,
      onHandlerError: (error, subscriber, envelope) => {
        this.#supervisor.noteFailure(envelope);
        if (this.#cycles.isCaughtUp)
          this.#logger.error(`${subscriber} failed on ${envelope.event.type}`, { error, event_id: envelope.id });
      },
    });
    this.ledger = new RunLedger(this.bus);
    this.#supervisor = superviseLine({
      config,
      sockets,
      bus: this.bus,
      evaluations: this.#evaluations,
      onHalt: (reason) => this.#halt(reason, 'failure'),
    });
    this.#health = new HealthWatch(this.#supervisor.services, config, sockets);
    const [supervisor, health] = [this.#supervisor, this.#health];
    this.#readings = new Readings({ config, bus: this.bus, clock: sockets.clock, supervisor, health });
    this.#cycles = new Cycles({
      bus: this.bus,
      config,
      sockets,
      checkHealth: () => this.#health.checkWhenDue(),
      checkPassedHealth: (passed, cycles) => this.#health.checkPassed(passed, cycles),
      reportStatus: (instant, options) => this.#reportStatus(instant, options),
      wantsStatus: ({ onStatus }) => onStatus !== undefined || this.#logger.isEnabled('INFO'),
      endTurn: () => this.#history.endTurn(),
      onCaughtUp: (options) => this.#caughtUp(options),
    });
    this.bus.subscribe('TradingHalted', ({ reason }) => this.#halt(reason, 'risk'), { name: 'TradingOrchestrator' });
    this.bus.subscribe('ResetRiskLimits', () => this.#reset(), { name: 'TradingOrchestrator' });
    this.control = { send: (command) => this.#obey(command) };
  }

  static fromConfig(config: SystemConfig, sockets: Sockets): TradingOrchestrator {
    return new TradingOrchestrator(config, sockets);
  }

  /** @throws ConfigError with every problem of the file */
  static fromConfigFile(path: string, sockets: Sockets): TradingOrchestrator {
    return new TradingOrchestrator(ConfigLoader.load(path).config, sockets);
  }

  get status(): OrchestratorStatus {
    return this.#status;
  }

  /** Why it halted by itself, `undefined` where it did not. */
  get haltedBecause(): string | undefined {
    return this.#halted.reason;
  }

  /** Whether a risk limit ended the run, or a service that could not be kept alive. */
  get haltedBy(): HaltedBy | undefined {
    return this.#halted.by;
  }

  get figures(): RunFigures {
    return this.ledger.figures;
  }

  /** Connects the services and warms the indicators up with the candles before now. Does nothing the second time. */
  async initialize(): Promise<void> {
    if (this.#initialized) return;
    this.#initialized = true;
    // What is made again was logged when it happened.
    if (this.#sockets.recorded === undefined) this.#log();
    this.#supervisor.attach();
    for (const supervised of [...this.#supervisor.services].reverse()) {
      supervised.service.start(this.#supervisor.emit);
      supervised.status = 'running';
      supervised.startedAt = this.#sockets.clock.now();
      this.bus.publish({ type: 'ServiceStarted', service: supervised.service.name });
    }
    const { pace } = this.#sockets;
    if (pace?.followsWall ?? runsInRealTime(this.#sockets)) await this.#cycles.warmUp();
  }

  async start(): Promise<void> {
    if (this.#status === 'running') return;
    if (this.#status !== 'initializing')
      throw new Error(`a system that is ${this.#status} is not started again: make a new one`);
    try {
      await this.initialize();
    } catch (error) {
      this.#status = 'error';
      throw error;
    }
    this.#startedAt = this.#sockets.clock.now();
    this.#status = 'running';
    if (runsInRealTime(this.#sockets)) this.#sockets.watchdog?.start();
  }

  /** Runs cycles until the data ends, the iterations are done, or `stop` is called. Starts first where that was not done. */
  async run(options: RunOptions = {}): Promise<void> {
    await this.start();
    this.#running = this.#cycles.loop(options, () => this.#status !== 'running');
    try {
      await this.#running;
    } catch (error) {
      this.#status = 'error';
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** Ends the loop after the present cycle, lets pending work finish, then stops the services from the front of the line. */
  stop({ deadlineMs = 10_000 }: StopOptions = {}): Promise<StopReport> {
    this.#stopped ??= this.#stopOnce(deadlineMs);
    return this.#stopped;
  }

  /** Restarts a service now, on one symbol or as a whole. @throws Error where there is no such service */
  restartService(name: string, symbol?: string): void {
    this.#supervisor.restart(name, symbol);
  }

  getServiceHealth(): Readonly<Record<string, ServiceHealth>> {
    return this.#health.all;
  }

  getServiceMetrics(): Readonly<Record<string, ServiceMetrics>> {
    return this.#readings.services();
  }

  getOrchestratorMetrics(): OrchestratorMetrics {
    return this.#readings.orchestrator(this.#own);
  }

  /** How the newest evaluations came out, oldest first for each strategy: `services.strategy_evaluation.keep_evaluations` of each. */
  getEvaluations(): readonly Evaluation[] {
    return this.#evaluations.all;
  }

  getEventBusMetrics(): EventBusMetrics {
    return this.bus.metrics();
  }

  getAllMetrics(): MetricsTree {
    return this.#readings.all(this.#own);
  }

  /** Looks at every service now, and logs what became unhealthy or well again. */
  checkHealth(): void {
    this.#health.check();
  }

  get #own(): OwnReading {
    const [status, startedAt, haltedBecause] = [this.#status, this.#startedAt, this.#halted.reason];
    return { status, startedAt, cycles: this.#cycles.count, haltedBecause };
  }

  #reportStatus(instant: number, { onStatus }: RunOptions): void {
    const lines = statusLines(instant, this.figures, this.getOrchestratorMetrics());
    for (const line of lines) this.#logger.info(line);
    onStatus?.(lines);
  }

  async #stopOnce(deadlineMs: number): Promise<StopReport> {
    const wasRunning = this.#status;
    this.#status = 'stopping';
    this.#cycles.wake();
    const report = await stopServices({
      running: this.#running?.catch(() => undefined),
      bus: this.bus,
      services: this.#supervisor.services,
      sockets: this.#sockets,
      deadlineMs,
      initialized: this.#initialized,
      onDrained: () => this.#history.end(),
    });
    this.#supervisor.detach();
    this.#history.close();
    await this.#sockets.watchdog?.stop();
    for (const error of report.errors) this.#logger.error('an error while stopping', { error });
    this.#status = wasRunning === 'error' || this.#halted.reason !== undefined ? 'error' : 'stopped';
    return report;
  }

  #halt(reason: string, by: HaltedBy): void {
    this.#halted.note(reason, by);
    // One that is made again may have been answered by a person since.
    if (!this.#cycles.isCaughtUp) return;
    this.#logger.critical(`halting: ${reason}`);
    if (this.#status === 'running') this.#status = 'error';
    this.#cycles.wake();
  }

  /** A person has looked: what halted the run that is gone on with holds no more. */
  #reset(): void {
    if (this.#status === 'running') this.#halted.forget();
  }

  #obey(command: ControlCommand): void {
    if (command.kind === 'stop') return void this.stop();
    this.#cycles.command(commandEvent(command));
  }

  #log(): void {
    if (this.#config.event_bus.log_all_events) logAllEvents(this.bus);
    logEvents(this.bus);
  }

  #caughtUp({ resetsHalt }: RunOptions): void {
    if (this.#sockets.recorded !== undefined) this.#log();
    const { reason, by } = this.#halted;
    if (reason === undefined || by === undefined) return;
    if (resetsHalt === undefined) this.#halt(reason, by);
    else this.#cycles.command({ type: 'ResetRiskLimits', ...resetsHalt });
  }
}

import type { EventBus, EventType, Stretch, TradingEvent } from '@q/events';
import type { Logger, LogLevel } from '@q/logging';
import { CorrelationContext, getLogger } from '@q/logging';
import type { Line } from './line.js';
import { LINES } from './event-lines.js';

/** Renders events as log lines. The text is only made where its level is on. */
export function logEvents(bus: EventBus): void {
  for (const type of Object.keys(LINES) as EventType[]) {
    // The table is indexed by the type it is asked for: its line takes that type's event.
    const line = LINES[type] as Line<EventType> | undefined;
    if (line === undefined) continue;
    const logger = getLogger(`services.${line.service}`, { service: line.service });
    const { level, text, fields } = line;
    // Levels are set before a system starts: who would write nothing need not be asked with every event.
    if (!logger.isEnabled(level)) continue;
    const log = (event: TradingEvent): void => write(logger, level, text(event), fields?.(event));
    const take = TAKES[type];
    bus.subscribe(type, log, { name: 'EventLog', takesStretches: take !== undefined });
    if (take !== undefined) bus.onStretch({ take: (stretch) => take(stretch, log) });
  }
}

type Take = (stretch: Stretch, log: (event: TradingEvent) => void) => void;

/**
 * What is logged of cycles that passed together: one line tells how many candles came, and each change of the regime has its own. The other lines of a
 * quiet cycle are for whoever wants every one.
 */
const TAKES: Readonly<Partial<Record<EventType, Take>>> = {
  DataFetched: (stretch, log) => inCycle(stretch, stretch.count - 1, () => log(stretch.fetched)),
  RegimeChanged: (stretch, log) => {
    for (const { place, event } of stretch.regimeChanges) inCycle(stretch, place, () => log(event));
  },
};

/** So that a line has the correlation id of its cycle. */
function inCycle(stretch: Stretch, place: number, log: () => void): void {
  CorrelationContext.run(stretch.correlationId(place), log);
}

/** `log_all_events`: one line for every event on the bus. */
export function logAllEvents(bus: EventBus): void {
  const logger = getLogger('EventBus', { service: 'EventBus' });
  bus.subscribe('*', ({ type }, { id }) => logger.info(`Event ${type}`, { event_id: id, event_type: type }), {
    name: 'EventLog',
  });
}

function write(
  logger: Logger,
  level: LogLevel,
  text: string,
  fields: Readonly<Record<string, unknown>> | undefined,
): void {
  switch (level) {
    case 'DEBUG':
      return logger.debug(text, fields);
    case 'INFO':
      return logger.info(text, fields);
    case 'WARNING':
      return logger.warning(text, fields);
    case 'ERROR':
      return logger.error(text, fields);
    case 'CRITICAL':
      return logger.critical(text, fields);
  }
}

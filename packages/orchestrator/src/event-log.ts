import type { EventBus, EventType, TradingEvent } from '@q/events';
import type { Logger, LogLevel } from '@q/logging';
import { getLogger } from '@q/logging';
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
    bus.subscribe(type, log, { name: 'EventLog', takesStretches: type === 'DataFetched' });
    // Of cycles that passed together one line tells how many candles came; the other lines of a quiet cycle are for whoever wants every one.
    if (type === 'DataFetched') bus.onStretch({ take: (stretch) => log(stretch.fetched) });
  }
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

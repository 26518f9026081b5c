import type { ControlCommand, TradingEvent } from '@q/events';

/** The event as which a command enters the system. */
export function commandEvent(command: Exclude<ControlCommand, { readonly kind: 'stop' }>): TradingEvent {
  if (command.kind === 'journal_state')
    return { type: 'JournalStateChanged', writable: command.writable, message: command.message };
  const { requestedBy, reason } = command;
  switch (command.kind) {
    case 'automation':
      return { type: 'ToggleAutomation', action: command.action, requestedBy, reason };
    case 'reset_limits':
      return { type: 'ResetRiskLimits', requestedBy, reason };
    case 'flatten': {
      const ofSymbol = command.symbol === undefined ? {} : { symbol: command.symbol };
      return { type: 'FlattenRequested', ...ofSymbol, requestedBy, reason };
    }
  }
}

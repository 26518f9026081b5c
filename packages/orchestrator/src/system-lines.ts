import type { Lines } from './line.js';

/** Commands from outside, and what becomes of the services. */
export const SYSTEM_LINES: Lines = {
  ToggleAutomation: {
    service: 'AutomationSwitch',
    level: 'INFO',
    text: ({ action, requestedBy, reason }) => `${action} asked for by ${requestedBy}: ${reason}`,
  },
  ResetRiskLimits: {
    service: 'RiskGate',
    level: 'WARNING',
    text: ({ requestedBy, reason }) => `Risk limits reset by ${requestedBy}: ${reason}`,
  },
  FlattenRequested: {
    service: 'RiskGate',
    level: 'WARNING',
    text: ({ symbol, requestedBy, reason }) => `Closing ${symbol ?? 'everything'} for ${requestedBy}: ${reason}`,
  },
  JournalStateChanged: {
    service: 'TradingOrchestrator',
    level: 'CRITICAL',
    text: ({ message }) => message,
  },
  AutomationStateChanged: {
    service: 'AutomationSwitch',
    level: 'WARNING',
    text: ({ enabled }) => `Automation is ${enabled ? 'on' : 'off'}`,
  },
  ServiceStarted: { service: 'TradingOrchestrator', level: 'INFO', text: ({ service }) => `${service} started` },
  ServiceStopped: { service: 'TradingOrchestrator', level: 'INFO', text: ({ service }) => `${service} stopped` },
  ServiceRestarted: {
    service: 'TradingOrchestrator',
    level: 'WARNING',
    text: ({ service, symbol, restarts }) =>
      `${service}${symbol === undefined ? '' : ` on ${symbol}`} restarted (${restarts} in a row)`,
  },
  ServiceFailed: {
    service: 'TradingOrchestrator',
    level: 'CRITICAL',
    text: ({ reason, reaction }) => `${reason}; reaction: ${reaction}`,
  },
};

import type { ApprovedOrder } from '@q/events';
import type { EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import type { OpenPosition } from './exposure-book.js';
import type { RiskGateOptions } from './risk-desk.js';
import { RiskDesk } from './risk-desk.js';
import { factHandlers } from './risk-facts.js';

export type { GateProduces } from './gate.js';
export type { RiskGateOptions } from './risk-desk.js';

/** The only place where an order is approved. Every entry is asked about, in one place, with all facts; an exit always passes. */
export function riskGate(options: RiskGateOptions): EventDrivenService {
  const desk = new RiskDesk(options);
  const { state, gate } = desk;
  const facts = factHandlers(state, gate.rates);
  return defineService({
    name: 'RiskGate',
    produces: [
      'OrderApproved',
      'OrderDenied',
      'CancelRequested',
      'RiskLimitBreached',
      'TradingAuthorized',
      'TradingBlocked',
      'TradingHalted',
    ],
    stretch: {
      limit: (stretch) => desk.limit(stretch),
      take(stretch) {
        const candle = gate.rates.isNeeded ? stretch.lastPublished : undefined;
        if (candle !== undefined) gate.rates.follow(stretch.symbol, candle);
        if (stretch.marks !== undefined && stretch.hasLastMarks) state.guard.takeMarks(stretch, stretch.marks);
      },
    },
    on: {
      ...facts,
      EntrySignal: (signal, emit, { at }) => gate.decide(signal, at, emit),
      ExitSignal(when, emit) {
        const { strategy, symbol, direction } = when;
        const isMeant = (one: OpenPosition | ApprovedOrder): boolean =>
          one.strategy === strategy && one.symbol === symbol && one.direction === direction;
        gate.exit(isMeant, when, emit);
        if ((when.percent ?? 100) >= 100) desk.drop(isMeant, emit);
      },
      PositionOpened(opened, emit, { at }) {
        state.book.opened(opened);
        // It was filled by a candle that came after the question what is restricted now.
        const mustClose = state.restrictionsOf(opened.symbol).closePositions ? 'market_close' : undefined;
        const reason = state.book.closesAtOnce(opened.positionId) ?? mustClose;
        if (reason !== undefined) desk.close((open) => open.positionId === opened.positionId, { reason, at }, emit);
      },
      PositionPartiallyClosed(reduced, emit, { at }) {
        facts.PositionPartiallyClosed(reduced);
        desk.closeLeft(at, emit);
      },
      PositionClosed(closed, emit) {
        const groupId = state.book.closed(closed);
        state.closed(closed.symbol, closed.closedAt);
        // What still waits of a scaled plan must not fill when the plan is over.
        if (groupId !== undefined) desk.drop((order) => order.groupId === groupId, emit, 'group_closed');
        desk.haltWhenFlat(emit);
      },
      OrderRejected: (event, emit, { at }) => desk.gone(event, at, emit),
      OrderCanceled: (event, emit, { at }) => desk.gone(event, at, emit),
      OrderExpired: (event, emit, { at }) => desk.gone(event, at, emit),
      CycleStarted: (cycle, emit, { at }) => desk.newCycle(cycle, at, emit),
      AccountUpdated({ account }, emit, { at }) {
        for (const crossed of state.guard.update(account, at)) desk.react(crossed, at, emit);
        desk.tellIfChanged(emit);
      },
      AutomationStateChanged({ enabled }, emit) {
        state.automationEnabled = enabled;
        desk.tellIfChanged(emit);
      },
      JournalStateChanged({ writable, message }, emit) {
        state.journalFull = writable ? undefined : message;
        desk.tellIfChanged(emit);
      },
      FlattenRequested: ({ symbol }, emit, { at }) => desk.flatten(symbol, at, emit),
      ResetRiskLimits: (_event, emit) => desk.reset(emit),
    },
    stop() {
      state.isStopping = true;
      desk.save();
    },
  });
}

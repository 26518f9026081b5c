import { fromRunner } from './load.mjs';
import { literalOf, sourcesOf, walk } from './sources.mjs';

/** Who sends what besides the services: the files that make events, and the part they belong to. */
const OTHER_SENDERS = {
  'packages/events/src/handler-failed.ts': 'EventBus',
  'packages/orchestrator/src/cycles.ts': 'TradingOrchestrator',
  'packages/orchestrator/src/command-event.ts': 'TradingOrchestrator',
  'packages/orchestrator/src/orchestrator.ts': 'TradingOrchestrator',
  'packages/orchestrator/src/stop-services.ts': 'TradingOrchestrator',
  'packages/orchestrator/src/supervisor.ts': 'Supervisor',
};

/** Puts a whole system together and tells its services, who listens to an event type and who sends it. */
export async function wiring() {
  const { TradingOrchestrator, buildSystem } = await fromRunner('@q/orchestrator');
  const { EventBus } = await fromRunner('@q/events');
  const { config, sockets } = await sampleSystem();
  const { EvaluationLog } = await fromRunner('@q/services');
  const parts = { isOnHold: () => false, evaluations: new EvaluationLog(0) };
  const services = buildSystem(config, sockets, parts);
  const heard = await subscriptionsWhile(EventBus, () => new TradingOrchestrator(config, sockets).initialize());
  const others = otherSenders();
  const inOrder = [...services.map(({ name }) => name), 'Supervisor', 'EventLog', 'RunLedger'];
  return {
    services,
    listeners: (type) => inOrder.filter((name) => heard.some((one) => one.name === name && one.types.includes(type))),
    senders: (type) => [
      ...services.filter(({ produces }) => produces.includes(type)).map(({ name }) => name),
      ...(others.get(type) ?? []),
    ],
  };
}

async function sampleSystem() {
  const { defineConfig } = await fromRunner('@q/config');
  const { VirtualClock } = await fromRunner('@q/events');
  const { createSimulatedBroker, createSyntheticFeed } = await fromRunner('@q/brokers');
  const { sessionCalendar } = await fromRunner('@q/trading');
  const config = defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1', '5', '15'] } });
  const { instruments, account, seed } = config;
  const clock = new VirtualClock(0);
  const calendar = sessionCalendar(Object.values(instruments));
  const symbols = Object.values(instruments).map((instrument) => ({ instrument }));
  const feed = createSyntheticFeed({ seed, symbols, start: 0, days: 1, calendar });
  const costs = () => ({ spreadPips: 0, slippagePips: 0, commissionPerLot: 0 });
  const broker = createSimulatedBroker({ clock, instruments, account, costs });
  return { config, sockets: { clock, feed, broker, calendar } };
}

/** Every subscription that is made on a bus meanwhile: name of the subscriber and the types it asked for. */
async function subscriptionsWhile({ prototype }, work) {
  const { subscribe } = prototype;
  const made = [];
  prototype.subscribe = function (selector, handler, options) {
    made.push({ name: options?.name, types: [selector].flat() });
    return subscribe.call(this, selector, handler, options);
  };
  try {
    await work();
  } finally {
    prototype.subscribe = subscribe;
  }
  return made;
}

/** Event type to the parts, other than services, whose source makes such an event. */
function otherSenders() {
  const found = new Map();
  for (const { path, tree } of [...sourcesOf('orchestrator'), ...sourcesOf('events')]) {
    walk(tree, (node) => {
      const type = literalOf(node, 'type');
      if (type === undefined) return;
      const sender = OTHER_SENDERS[path];
      if (sender === undefined)
        throw new Error(`${path} makes an event ${type}: name its sender in generate/wiring.mjs`);
      found.set(type, [...new Set([...(found.get(type) ?? []), sender])]);
    });
  }
  return found;
}

// A whole system run as a backtest, with a service of the bot's own beside the line.
// Here: node --conditions=@q/source --import tsx examples/backtest.ts
import { createSimulatedBroker, createSyntheticFeed, feedThroughMarket } from '@q/brokers';
import { ConfigLoader } from '@q/config';
import { VirtualClock } from '@q/events';
import { TradingOrchestrator } from '@q/orchestrator';
import { defineService } from '@q/services';
import { sessionCalendar } from '@q/trading';

const { config } = ConfigLoader.load('config/services.yaml', { env: {} });
const { instruments, account, seed } = config;
const start = Date.UTC(2025, 0, 6);
const clock = new VirtualClock(start);
const calendar = sessionCalendar(Object.values(instruments));
const symbols = Object.values(instruments).map((instrument) => ({ instrument }));
const market = createSyntheticFeed({ seed, symbols, start, days: 1, calendar });
const costs = () => ({ spreadPips: 1, slippagePips: 0.2, commissionPerLot: 3.5 });
const broker = createSimulatedBroker({ clock, instruments, account, costs });

const diary = defineService({
  name: 'Diary',
  produces: [],
  on: {
    PositionClosed: ({ symbol, direction, reason, netProfit }) =>
      console.log(`${symbol} ${direction} closed by ${reason}: ${netProfit}`),
  },
});

const feed = feedThroughMarket(market, broker);
const bot = new TradingOrchestrator(config, { clock, calendar, feed, broker, services: [diary] });

export const done = bot.run().then(async () => {
  const { timedOut, errors } = await bot.stop();
  const { cycles, fills, equity } = bot.figures;
  console.log(`${cycles} cycles, ${fills} fills, equity ${equity}, ${errors.length} errors, in time: ${!timedOut}`);
});

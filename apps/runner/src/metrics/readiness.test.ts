import { defineService } from '@q/services';
import { candlesFrom, Flow, RISE } from '../flows/testing/flow.js';
import { watchReadiness } from './readiness.js';
import { busyFlow, scrape, startFor } from './testing/busy-flow.js';

const DISABLE = { kind: 'automation', action: 'DISABLE', requestedBy: 'operator', reason: 'holiday' } as const;

test('a system is not ready before it starts, ready while it runs, and not ready after its end', async () => {
  const flow = busyFlow();
  const readiness = watchReadiness(flow);
  expect(readiness()).toEqual({
    ready: false,
    reasons: ['the system is initializing', 'the risk gate has not allowed entries yet'],
  });
  await flow.orchestrator.start();
  expect(readiness()).toEqual({ ready: true, reasons: [] });
  await flow.run();
  expect(readiness()).toMatchObject({ ready: false, reasons: ['the system is stopped'] });
});

test('the automation switch makes it unready, and ready again', async () => {
  const flow = busyFlow();
  const readiness = watchReadiness(flow);
  await flow.orchestrator.start();
  flow.orchestrator.control.send(DISABLE);
  expect(readiness()).toEqual({ ready: false, reasons: ['entries are blocked: automation_off'] });
  flow.orchestrator.control.send({ ...DISABLE, action: 'ENABLE' });
  expect(readiness()).toEqual({ ready: true, reasons: [] });
  await flow.orchestrator.stop();
});

test('a feed that has fallen silent names the services that wait and the symbol', async () => {
  const flow = new Flow({ candles: { EURUSD: candlesFrom(RISE), GBPUSD: candlesFrom([1, 1]) } });
  const readiness = watchReadiness(flow);
  await flow.orchestrator.run();
  expect(readiness().reasons).toContain('IndicatorCalculationService is not healthy: no fresh candles of GBPUSD');
  await flow.orchestrator.stop();
});

test('a service that gave up is named with its symbol and its last error', async () => {
  const flaky = defineService({
    name: 'Flaky',
    produces: [],
    on: {
      NewCandle: ({ symbol }) => {
        if (symbol === 'GBPUSD') throw new Error('line cut');
      },
    },
  });
  const flow = busyFlow({ config: { orchestrator: { max_restarts: 0 } }, sockets: { services: [flaky] } });
  const readiness = watchReadiness(flow);
  await flow.orchestrator.run();
  expect(readiness()).toEqual({
    ready: false,
    reasons: ['Flaky is not healthy: degraded; failed on GBPUSD; last error: line cut'],
  });
  await flow.orchestrator.stop();
});

test('what else hinders is asked each time', async () => {
  const flow = busyFlow();
  let hindrance: string | undefined = 'the journal is being recovered from';
  const readiness = watchReadiness({ orchestrator: flow.orchestrator, hindrance: () => hindrance });
  await flow.orchestrator.start();
  expect(readiness()).toEqual({ ready: false, reasons: ['the journal is being recovered from'] });
  hindrance = undefined;
  expect(readiness().ready).toBe(true);
  await flow.orchestrator.stop();
});

test('/readyz answers 503 with the reasons, then 200; /healthz 200 throughout', async () => {
  const flow = busyFlow();
  const metrics = await startFor(flow);
  const statusOf = async (path: string): Promise<number> => (await fetch(`${metrics.address}${path}`)).status;
  expect([await statusOf('/readyz'), await statusOf('/healthz')]).toEqual([503, 200]);
  expect(JSON.parse(await scrape(metrics, '/readyz'))).toMatchObject({
    ready: false,
    reasons: expect.arrayContaining(['the system is initializing']) as unknown,
  });
  await flow.orchestrator.start();
  expect([await statusOf('/readyz'), await statusOf('/healthz')]).toEqual([200, 200]);
  expect(await scrape(metrics)).toContain('quantronaute_ready 1');
  await flow.orchestrator.stop();
  await metrics.close();
});

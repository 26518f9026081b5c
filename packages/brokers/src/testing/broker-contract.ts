/// <reference types="jest" />
import type { AccountSnapshot, ApprovedOrder, Broker, BrokerInbox, ClientOrderId, Fill } from '@q/events';

export interface BrokerUnderTest {
  readonly broker: Broker;
  /** A symbol that can be traded there. */
  readonly symbol: string;
  /** Lets the market go on, so that what waits is filled. */
  readonly goOn: () => void;
}

/** Everything a venue said, in its order. */
export class Answers implements BrokerInbox {
  readonly all: string[] = [];
  readonly fills: Fill[] = [];
  readonly accounts: AccountSnapshot[] = [];
  /** Why the venue said no. */
  readonly refusals: string[] = [];

  accepted(id: ClientOrderId): void {
    this.all.push(`accepted ${id}`);
  }
  rejected(id: ClientOrderId, message: string): void {
    this.all.push(`rejected ${id}`);
    this.refusals.push(message);
  }
  filled(fill: Fill): void {
    this.all.push(`filled ${fill.clientOrderId}`);
    this.fills.push(fill);
  }
  canceled(id: ClientOrderId): void {
    this.all.push(`canceled ${id}`);
  }
  expired(id: ClientOrderId): void {
    this.all.push(`expired ${id}`);
  }
  unknown(id: ClientOrderId): void {
    this.all.push(`unknown ${id}`);
  }
  stopNotMoved(id: ClientOrderId): void {
    this.all.push(`stop not moved ${id}`);
  }
  account(account: AccountSnapshot): void {
    this.all.push('account');
    this.accounts.push(account);
  }

  /** Without the account. */
  get orders(): readonly string[] {
    return this.all.filter((one) => one !== 'account');
  }
}

/** An order as the gate would approve it. Only in tests the brand is put on by hand. */
export function orderOf(
  id: string,
  parts: Partial<Omit<ApprovedOrder, 'clientOrderId'>> & { readonly symbol: string },
): ApprovedOrder {
  const order = {
    clientOrderId: idOf(id),
    intent: 'entry',
    side: 'buy',
    direction: 'long',
    volume: 1,
    strategy: 'test',
    timeframe: '1',
    decidedAt: 0,
    magic: 1,
    ...parts,
  };
  return order as ApprovedOrder;
}

export function idOf(id: string): ClientOrderId {
  return id.padStart(18, '0') as ClientOrderId;
}

/** What every broker must keep; `make` gives a fresh one each time. */
export function brokerContract(name: string, make: () => BrokerUnderTest): void {
  describe(`${name} keeps the contract of a broker`, () => {
    const connected = () => {
      const under = make();
      const answers = new Answers();
      under.broker.connect(answers);
      return { ...under, answers };
    };

    it('tells of the account first', () => {
      const { answers } = connected();
      expect(answers.all).toEqual(['account']);
      expect(answers.accounts[0]).toMatchObject({ cause: 'start', openProfit: 0 });
    });

    it('accepts an order once and fills it once, the account after it', () => {
      const { broker, answers, symbol, goOn } = connected();
      broker.submit(orderOf('a', { symbol }));
      for (let time = 0; time < 3; time += 1) goOn();
      expect(answers.orders).toEqual([`accepted ${idOf('a')}`, `filled ${idOf('a')}`]);
      expect(answers.all[answers.all.indexOf(`filled ${idOf('a')}`) + 1]).toBe('account');
    });

    it('names an order that it never had as rejected when it is asked about it', () => {
      const { broker, answers } = connected();
      broker.query(idOf('never'));
      expect(answers.orders).toEqual([`rejected ${idOf('never')}`]);
    });

    it('knows an order that it has when it is asked about it, and asking fills nothing', () => {
      const { broker, answers, symbol, goOn } = connected();
      broker.submit(orderOf('a', { symbol }));
      broker.query(idOf('a'));
      goOn();
      expect(answers.orders.filter((one) => one.startsWith('filled'))).toHaveLength(1);
      expect(answers.orders).not.toContain(`rejected ${idOf('a')}`);
    });

    it('rejects a symbol that it does not trade', () => {
      const { broker, answers } = connected();
      broker.submit(orderOf('a', { symbol: 'UNHEARD' }));
      expect(answers.orders).toEqual([`rejected ${idOf('a')}`]);
    });

    it('cancels what has not been filled, and then never fills it', () => {
      const { broker, answers, symbol, goOn } = connected();
      broker.submit(orderOf('a', { symbol }));
      broker.cancel(idOf('a'));
      goOn();
      expect(answers.orders).toEqual([`accepted ${idOf('a')}`, `canceled ${idOf('a')}`]);
    });

    it('says so where a stop that it does not have is to be moved', () => {
      const { broker, answers } = connected();
      broker.moveStop(idOf('none'), 1);
      expect(answers.orders).toEqual([`stop not moved ${idOf('none')}`]);
    });

    it('closes no more of a position than an exit says, and no more than there is', () => {
      const { broker, answers, symbol, goOn } = connected();
      broker.submit(orderOf('a', { symbol, volume: 0.5 }));
      goOn();
      const leave = { symbol, intent: 'exit', side: 'sell', positionId: idOf('a') } as const;
      broker.submit(orderOf('x', { ...leave, volume: 0.2 }));
      goOn();
      broker.submit(orderOf('y', { ...leave, volume: 0.5 }));
      goOn();
      expect(answers.fills.map(({ volume }) => volume)).toEqual([0.5, 0.2, 0.3]);
    });

    it('takes an order id once', () => {
      const { broker, answers, symbol, goOn } = connected();
      broker.submit(orderOf('a', { symbol }));
      expect(() => broker.submit(orderOf('a', { symbol }))).toThrow(/before/);
      goOn();
      expect(() => broker.submit(orderOf('a', { symbol }))).toThrow(/before/);
      goOn();
      expect(answers.fills).toHaveLength(1);
    });

    it('gives every fill a number of its own, and fills that add up to the orders', () => {
      const { broker, answers, symbol, goOn } = connected();
      for (const id of ['a', 'b', 'c']) broker.submit(orderOf(id, { symbol, volume: 0.5 }));
      goOn();
      broker.submit(orderOf('x', { symbol, intent: 'exit', side: 'sell', positionId: idOf('b'), volume: 0.5 }));
      goOn();
      expect(new Set(answers.fills.map(({ tradeId }) => tradeId)).size).toBe(4);
      expect(answers.fills.reduce((sum, { side, volume }) => sum + (side === 'buy' ? volume : -volume), 0)).toBe(1);
    });

    it('can be closed', async () => {
      await expect(make().broker.close()).resolves.toBeUndefined();
    });
  });
}

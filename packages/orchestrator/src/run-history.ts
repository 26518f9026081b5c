import type { SystemConfig } from '@q/config';
import type { Broker } from '@q/events';
import { HistoryWriter } from './history-writer.js';
import { runsInRealTime } from './runs-in-real-time.js';
import type { Sockets } from './sockets.js';
import { writtenFirst } from './written-first.js';

/** What may wait for its file in a run that does not wait for real time: a crash loses it, and who wants it makes the run again. */
const CHUNK_BYTES = 262_144;

/** The history of a run. A durable one is kept whatever the configuration says, as a run goes on from it; other runs of it come later. */
export class RunHistory {
  /** `undefined` where none is kept. */
  readonly writer: HistoryWriter | undefined;
  readonly #isDurable: boolean;

  constructor({ outputs }: SystemConfig, sockets: Pick<Sockets, 'history' | 'clock' | 'pace'>) {
    const { history } = sockets;
    this.#isDurable = history?.isDurable === true;
    const isKept = this.#isDurable || outputs.history !== 'none';
    const chunkBytes = this.#isDurable || runsInRealTime(sockets) ? 0 : CHUNK_BYTES;
    this.writer =
      history !== undefined && isKept
        ? new HistoryWriter(history, outputs.history === 'all' ? 'all' : 'default', chunkBytes)
        : undefined;
  }

  /** To a durable history, what leads to a command is written before the broker gets it. */
  before(broker: Broker): Broker {
    return this.#isDurable ? writtenFirst(broker, () => this.writer?.writeSoFar()) : broker;
  }

  /** An instant and everything that follows from it is over. */
  endTurn(): void {
    if (this.#isDurable) this.writer?.flush();
  }

  /** Everything is stopped. */
  close(): void {
    if (!this.#isDurable) this.writer?.flush();
  }

  /** The run ends: its stopping is no part of a durable history, which goes on with the next run. */
  end(): void {
    if (this.#isDurable) this.writer?.end();
  }
}

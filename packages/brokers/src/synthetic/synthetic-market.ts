import type { Calendar, Instrument } from '@q/events';
import { CandleColumns } from '../feed/candle-columns.js';
import { activityOf } from './activity.js';
import type { MarketProfile } from './market-profile.js';
import { marketProfile } from './market-profile.js';
import { regimeCycle } from './regime-cycle.js';
import type { SeededRandom } from './seeded-random.js';
import { seededRandom } from './seeded-random.js';

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1_440;
const STEPS_A_MINUTE = 6;
const STEP = 1 / Math.sqrt(STEPS_A_MINUTE);
/** Share of minutes in which nobody trades, as in real minute data; each such gap lasts one to three minutes. */
const GAP_CHANCE = 0.0012;
/** A market that was closed moves on less than an open one would have. */
const CLOSED_SHARE = 0.3;
const LONGEST_CLOSED_MINUTES = 2_880;
const OPENING_JUMP = 0.1;

export interface SyntheticMarketOptions {
  readonly seed: number;
  readonly instrument: Instrument;
  readonly startPrice?: number | undefined;
  /** Where the first minute begins, ms UTC. */
  readonly start: number;
  readonly calendar: Calendar;
}

/** The minute candles of one invented instrument, made a day at a time, each day from where the one before ended. */
export class SyntheticMarket {
  readonly columns = new CandleColumns();
  /** Up to where there are candles, ms UTC. */
  madeUntil: number;
  readonly #instrument: Instrument;
  readonly #calendar: Calendar;
  readonly #profile: MarketProfile;
  readonly #random: SeededRandom;
  readonly #regimes;
  readonly #activityAt: (openTime: number) => number;
  readonly #unit: number;
  /** Before it is rounded to a tick. */
  #price: number;
  #regimeStart: number;
  #closedMinutes = 0;
  #gapMinutes = 0;

  constructor({ seed, instrument, startPrice, start, calendar }: SyntheticMarketOptions) {
    this.#instrument = instrument;
    this.#calendar = calendar;
    this.#profile = marketProfile(instrument, startPrice);
    this.#random = seededRandom(`${seed} ${instrument.symbol}`);
    this.#regimes = regimeCycle(this.#random);
    this.#activityAt = activityOf(instrument.session);
    this.#unit = Array.from({ length: instrument.digits }).reduce<number>((unit) => unit * 10, 1);
    this.#price = this.#profile.startPrice;
    this.#regimeStart = this.#price;
    this.madeUntil = start;
  }

  makeDay(): void {
    for (let minute = 0; minute < MINUTES_A_DAY; minute += 1) this.#makeMinute(this.madeUntil + minute * MINUTE_MS);
    this.madeUntil += MINUTES_A_DAY * MINUTE_MS;
  }

  #makeMinute(openTime: number): void {
    if (!this.#calendar.isOpen(this.#instrument.symbol, openTime)) {
      this.#closedMinutes += 1;
      return;
    }
    const jump = this.#closedMinutes > 0 ? this.#weekendJump() : OPENING_JUMP;
    if (this.#regimes.pass()) this.#regimeStart = this.#price;
    const { volatility } = this.#regimes.regime;
    const activity = this.#activityAt(openTime) * volatility;
    const deviation = this.#profile.minuteVolatility * activity * this.#price;
    this.#walk({ openTime, deviation, jump, activity });
  }

  #walk({ openTime, deviation, jump, activity }: MinuteWalk): void {
    const random = this.#random;
    const { drift, pull } = this.#regimes.regime;
    const open = this.#price + jump * deviation * random.normal();
    let price = open;
    let high = open;
    let low = open;
    for (let step = 0; step < STEPS_A_MINUTE; step += 1) {
      const back = pull * (this.#regimeStart - price);
      price += (drift * deviation + back) / STEPS_A_MINUTE + deviation * STEP * random.normal();
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    this.#price = price;
    const liveliness = activity * (0.5 + random.next()) + (high - low) / deviation / 4;
    const volume = Math.max(1, Math.round(this.#profile.minuteVolume * liveliness));
    if (this.#isGap()) return;
    const snapped = { open: this.#snap(open), high: this.#snap(high), low: this.#snap(low), close: this.#snap(price) };
    this.columns.push({ openTime, ...snapped, volume });
  }

  /** In deviations of a minute; grows with the square root of the time that was missed. */
  #weekendJump(): number {
    const missed = Math.min(this.#closedMinutes, LONGEST_CLOSED_MINUTES);
    this.#closedMinutes = 0;
    return OPENING_JUMP + CLOSED_SHARE * Math.sqrt(missed);
  }

  #isGap(): boolean {
    const draw = this.#random.next();
    if (this.#gapMinutes === 0 && draw < GAP_CHANCE) this.#gapMinutes = 1 + Math.floor((draw / GAP_CHANCE) * 3);
    if (this.#gapMinutes === 0) return false;
    this.#gapMinutes -= 1;
    return true;
  }

  /** To the nearest tick, as the double nearest to its decimals. */
  #snap(price: number): number {
    const { tickSize } = this.#instrument;
    const ticks = Math.max(1, Math.round(price / tickSize));
    return Math.round(ticks * tickSize * this.#unit) / this.#unit;
  }
}

interface MinuteWalk {
  readonly openTime: number;
  /** Of a minute, in price. */
  readonly deviation: number;
  /** Standard deviation of the move from the last close to this open, in deviations of a minute. */
  readonly jump: number;
  readonly activity: number;
}

import type { Market } from '../market.js';
import type { JobResult } from '../plain-job.js';

/** One pass over all candles. */
export type Pass = () => JobResult | Promise<JobResult>;

/** Brings the candles into the form that an engine wants and reads its settings, which is not counted, and gives what a pass is. */
export type Prepare = (market: Market) => Pass;

import type { SystemConfig } from '@q/config';
import { restrictionFiles } from '@q/config';
import { compileRestrictions } from '@q/trading';
import type { BacktestRequest } from './backtest-request.js';

type RestrictionsAt = BacktestRequest['restrictionsAt'];

/** What forbids entries, by the section `restrictions`; its calendars are read once for all runs that have the same. */
export class ConfiguredRestrictions {
  readonly #folder: string | undefined;
  #known: { readonly rules: string; readonly at: RestrictionsAt } | undefined;

  /** @param folder of the configuration file; without one calendars that are switched on are missing, and block as broken ones do */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  of({ restrictions }: Pick<SystemConfig, 'restrictions'>): RestrictionsAt {
    const { news, holidays, market_close: close, schedule } = restrictions;
    if (!news.enabled && !holidays.enabled && !close.enabled && schedule === undefined) return undefined;
    const rules = JSON.stringify(restrictions);
    if (this.#known?.rules !== rules) {
      const folder = this.#folder;
      const files =
        folder === undefined ? {} : restrictionFiles(restrictions, folder, { checkEveryMs: Infinity }).read();
      this.#known = { rules, at: compileRestrictions(restrictions, files) };
    }
    return this.#known.at;
  }
}

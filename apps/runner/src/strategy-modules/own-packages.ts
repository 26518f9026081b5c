import * as backtest from '@q/backtest';
import * as brokers from '@q/brokers';
import * as config from '@q/config';
import * as events from '@q/events';
import * as indicators from '@q/indicators';
import * as journal from '@q/journal';
import * as logging from '@q/logging';
import * as orchestrator from '@q/orchestrator';
import * as services from '@q/services';
import * as trading from '@q/trading';

/**
 * What a user's file gets when it imports one of our packages: the very modules that run, whatever is installed beside it. A second copy would
 * have classes and a registry of indicators of its own.
 */
export const OWN_PACKAGES: Readonly<Record<string, unknown>> = {
  '@q/backtest': backtest,
  '@q/brokers': brokers,
  '@q/config': config,
  '@q/events': events,
  '@q/indicators': indicators,
  '@q/journal': journal,
  '@q/logging': logging,
  '@q/orchestrator': orchestrator,
  '@q/services': services,
  '@q/trading': trading,
};

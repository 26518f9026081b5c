import type { IndicatorCore } from './indicator.js';
import type { Given, Parameter } from './parameter.js';

export interface CatalogEntry {
  readonly description: string;
  /** How it is computed, where the description alone leaves a choice. */
  readonly formula: string;
  /** Whose code computes it. */
  readonly source: 'ours' | 'technicalindicators' | 'bot';
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly create: (given: Given) => IndicatorCore;
}

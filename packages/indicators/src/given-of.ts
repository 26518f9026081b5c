import type { IndicatorParams } from './check-indicators.js';
import type { Given, Parameter } from './parameter.js';

/** Parameters that were checked, with the defaults of those that were not given. */
export function givenOf(parameters: Readonly<Record<string, Parameter>>, params: IndicatorParams): Given {
  return {
    number(name) {
      const value = params[name] ?? parameters[name]?.default;
      if (typeof value !== 'number') throw new Error(`its parameters name no number "${name}"`);
      return value;
    },
    choice(name, values) {
      const value = values.find((one) => one === (params[name] ?? parameters[name]?.default));
      if (value === undefined) throw new Error(`its parameters name no choice "${name}" of ${values.join(', ')}`);
      return value;
    },
  };
}

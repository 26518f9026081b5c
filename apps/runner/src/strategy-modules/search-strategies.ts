import type { MakeSearchStrategies } from '@q/backtest';
import { CodeModuleError } from './code-module-error.js';
import { strategiesBySymbol } from './choose-system.js';
import type { ModuleList } from './search-module.js';
import { loadCode } from './system-code.js';

/** Loaded by each thread of a search or proof under an address that says which files it is about. @throws CodeModuleError */
const listed = new URL(import.meta.url).searchParams.get('modules');
if (listed === null) throw new CodeModuleError('the address of the strategies of a search says no modules');
// Written by searchModule, in this process or the one that started it.
const { folder, strategies, indicators } = JSON.parse(listed) as ModuleList;
const code = await loadCode({ strategies: { modules: strategies }, indicators: { modules: indicators } }, folder);

/** As `MakeSearchStrategies` of @q/backtest. */
const make: MakeSearchStrategies = (parameters, config) => strategiesBySymbol(code.make(config, parameters));
export default make;

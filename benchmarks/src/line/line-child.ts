import type { LineSetting } from './line-run.js';
import { runLine } from './line-run.js';

const setting = JSON.parse(process.argv[2] ?? '{}') as LineSetting;
process.send?.(await runLine(setting));
process.disconnect?.();

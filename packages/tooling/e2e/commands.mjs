import * as commands from '../q/run.mjs';

/** Commands of the test are groups of their own: when it ends, what they started in turn ends with them. */
const apart = (options) => ({ ...options, detached: true });

export const start = (command, args, options) => commands.start(command, args, apart(options));
export const run = (command, args, options) => commands.run(command, args, apart(options));
export const mustRun = (command, args, options) => commands.mustRun(command, args, apart(options));

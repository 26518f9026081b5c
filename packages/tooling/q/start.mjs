import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './set-up.mjs';
import { runTurboQuietly } from './turbo.mjs';

const repeatMs = 500;

/** Builds the runner and runs the bot in the foreground; the value is the bot's exit code. */
export async function startBot(env, args) {
  const built = runTurboQuietly(env, ['build', '--filter=@q/runner...']);
  if (built !== 0) return built;
  const config = args.some((arg) => /^--config(=|$)/.test(arg)) ? [] : ['--config', 'config/services.yaml'];
  const bot = spawn(process.execPath, ['apps/runner/bin/qbot.mjs', 'run', ...config, ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
    // Out of the terminal's process group: Ctrl-C reaches the bot only through the forwarding below.
    detached: true,
  });
  forwardSignals(bot);
  return new Promise((done) => {
    bot.on('error', (error) => {
      console.error(error.message);
      done(1);
    });
    bot.on('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** One Ctrl-C arrives twice, from the terminal and from npm; a bot told twice would stop without grace. */
function forwardSignals(bot) {
  const last = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = Date.now();
      if (now - (last.get(signal) ?? -Infinity) < repeatMs) return;
      last.set(signal, now);
      bot.kill(signal);
    });
  }
}

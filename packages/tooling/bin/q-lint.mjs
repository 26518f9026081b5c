#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runBin } from './native.mjs';

const config = fileURLToPath(new URL('../../../.oxlintrc.json', import.meta.url));

process.exitCode = runBin('oxlint', 'oxlint', ['--type-aware', '--deny-warnings', '--config', config, '.']);

#!/usr/bin/env node
import { runNativeTsc } from './native.mjs';

process.exitCode = runNativeTsc(['--noEmit', '-p', 'tsconfig.json']);

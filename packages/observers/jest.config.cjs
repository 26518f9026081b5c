module.exports = require('@q/tooling/jest-preset.cjs')(__dirname);

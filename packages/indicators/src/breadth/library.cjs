'use strict';

/**
 * technicalindicators, loaded when the first indicator that needs it is made: who uses only our own does not wait for it.
 * CommonJS, because an ES module can load another one later only by waiting for it, and an indicator is made at once.
 */
exports.loadLibrary = () => require('technicalindicators');

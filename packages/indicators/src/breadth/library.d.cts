import type * as TechnicalIndicators from 'technicalindicators';

/** technicalindicators, loaded at the first call. */
export declare function loadLibrary(): typeof TechnicalIndicators;

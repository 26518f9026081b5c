import { ConfigLoader } from '@q/config';
import { defaultConfig } from '../places.js';

// Run in a process of its own: from nothing to a checked configuration.
ConfigLoader.load(defaultConfig);

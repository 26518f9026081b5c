export * from './file-state-store.js';
export { JournalError } from './journal-error.js';
export * from './json-lines-journal.js';
export * from './memory-journal.js';
export * from './memory-state-store.js';
export * from './state-damaged-error.js';

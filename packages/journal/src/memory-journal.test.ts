import { memoryJournal } from './memory-journal.js';
import { journalContract, numbered } from './testing/journal-contract.js';

journalContract('memoryJournal', () => ({ journal: memoryJournal() }));

describe('memoryJournal', () => {
  it('takes a batch of more records than a call may have arguments', () => {
    expect(memoryJournal().append(numbered(300_000))).toBe(300_000);
  });
});

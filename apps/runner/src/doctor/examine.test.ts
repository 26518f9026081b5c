import type { Check } from './check.js';
import { examine } from './examine.js';
import { fail, ok, warn } from './finding.js';

const well: Check = { name: 'well', look: () => ok('fine') };
const broken: Check = {
  name: 'broken',
  look() {
    throw new Error('the disk is gone');
  },
};
const hanging: Check = { name: 'hanging', look: () => new Promise(() => undefined) };
const several: Check = {
  name: 'several',
  look: () => Promise.resolve([warn('one', 'mend one'), fail('two', 'mend two')]),
};
const ofSystem: Check = { name: 'of the system', lookAt: () => ok('never asked') };
const options = { system: undefined, longestMs: 10 };

test('a check that throws is a failed row, and the others are made all the same', async () => {
  expect(await examine([broken, well], options)).toEqual([
    { name: 'broken', status: 'fail', text: 'the disk is gone', mend: expect.any(String) as string },
    { name: 'well', status: 'ok', text: 'fine' },
  ]);
});

test('a check that does not end is given up', async () => {
  expect(await examine([hanging, well], options)).toMatchObject([
    { name: 'hanging', status: 'fail', text: 'no answer within 0.01 s' },
    { name: 'well', status: 'ok' },
  ]);
});

test('a check may find several things', async () => {
  const rows = await examine([several], options);
  expect(rows.map(({ name, status }) => `${name} ${status}`)).toEqual(['several warn', 'several fail']);
});

test('what needs a configuration is skipped where there is none', async () => {
  expect(await examine([ofSystem], options)).toMatchObject([{ status: 'skip' }]);
});

test('the order of checks changes the order of rows and nothing else', async () => {
  const checks = [broken, well, several, ofSystem];
  const forward = await examine(checks, options);
  const backward = await examine([...checks].reverse(), options);
  const sorted = (rows: typeof forward) => rows.map((row) => JSON.stringify(row)).sort();
  expect(sorted(backward)).toEqual(sorted(forward));
});

test('where a right is missing, the mend is to be another user', async () => {
  const look = () => Promise.reject(Object.assign(new Error('permission denied'), { code: 'EACCES' }));
  const [row] = await examine([{ name: 'file', look }], options);
  expect(row).toMatchObject({ status: 'fail', mend: 'call qbot as the user that runs the bot' });
});

import { templateName } from './template-name.js';

test('a name has the spelling of files, of code and of indicators', () => {
  expect(templateName('close-range-2', 'indicator')).toEqual({
    kebab: 'close-range-2',
    camel: 'closeRange2',
    plain: 'closerange2',
  });
});

test('a word that code cannot have for a name is made longer there', () => {
  expect(templateName('class', 'strategy')).toMatchObject({ kebab: 'class', camel: 'classOne' });
});

test.each(['', 'A', 'a_b', '-a', 'a-', 'a--b', '1a', '../a', 'a/b', 'a.ts', 'ä', 'a b', `a${'b'.repeat(40)}`])(
  '"%s" is refused',
  (text) => {
    expect(() => templateName(text, 'strategy')).toThrow(/is no name for a strategy: small letters/);
  },
);

test('without a name it says how one is given', () => {
  expect(() => templateName(undefined, 'indicator')).toThrow('qbot new indicator my-first');
});

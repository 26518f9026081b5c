test('the example of the front page runs and prints what it says', async () => {
  const lines: unknown[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  await import('../custom-service.js');
  log.mockRestore();
  expect(lines).toEqual(['EURUSD RSI 21.1, caused by event 5 of cc0d53cd']);
});

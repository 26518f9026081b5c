/** What is asked for cannot be searched: the parameters, their number, or the windows. The message says why and what to do. */
export class SearchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchError';
  }
}

// All that this package needs of its host, in any JavaScript runtime: it is built without the types of Node or a browser.
declare function setTimeout(run: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function queueMicrotask(run: () => void): void;

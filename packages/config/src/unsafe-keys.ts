const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key would reach the prototype of the object it is set on. */
export function isUnsafeKey(key: string | number): boolean {
  return UNSAFE.has(String(key));
}

export function unsafeKeyMessage(key: string): string {
  return `the key "${key}" is not allowed`;
}

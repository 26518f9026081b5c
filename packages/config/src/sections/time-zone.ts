/** Whether a text names a time zone: `UTC`, an IANA name or an offset +HH:MM. */
export function isTimeZone(text: string): boolean {
  if (text === 'UTC' || /^[+-](0\d|1[0-4]):[0-5]\d$/.test(text)) return true;
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

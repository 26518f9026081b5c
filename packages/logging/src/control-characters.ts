// C0 and C1 controls, line and paragraph separators, and the marks that reorder or hide text on a terminal.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
// eslint-disable-next-line no-control-regex
const ANY_CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Makes control characters visible (`\n`, `\u001b`), so that a text cannot break out of its line or paint the screen. */
export function escapeControls(text: string): string {
  return ANY_CONTROL.test(text) ? text.replace(CONTROLS, escapeOne) : text;
}

function escapeOne(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

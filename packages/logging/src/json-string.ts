const NEEDS_ESCAPE = /[^ !#-[\]-~]/;
const TO_ESCAPE = /[^ !#-[\]-~]/g;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A JSON string in plain ASCII: everything else becomes `\uXXXX`, as Python's `json.dumps` writes it. */
export function jsonString(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(TO_ESCAPE, escapeOne)}"` : `"${text}"`;
}

function escapeOne(unit: string): string {
  return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

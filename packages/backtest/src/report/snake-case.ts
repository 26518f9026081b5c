/** `valueAtRisk95Percent` is `value_at_risk_95_percent`. */
export function snakeCase(key: string): string {
  return key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=\d)/g, '_').toLowerCase();
}

/** Where a value comes from, with the text that a person finds it by: `config/services.yaml:12`, `SYMBOLS`, `--set a.b`. */
export interface Origin {
  readonly kind: 'default' | 'file' | 'environment' | 'command line';
  readonly text: string;
}

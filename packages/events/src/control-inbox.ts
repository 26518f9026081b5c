/** A command from outside: an operator, a file, a signal handler. */
export type ControlCommand =
  | {
      readonly kind: 'automation';
      readonly action: 'ENABLE' | 'DISABLE' | 'QUERY';
      readonly requestedBy: string;
      readonly reason: string;
    }
  | { readonly kind: 'reset_limits'; readonly requestedBy: string; readonly reason: string }
  /** Closes everything, or what there is of a symbol. */
  | { readonly kind: 'flatten'; readonly symbol?: string; readonly requestedBy: string; readonly reason: string }
  /** The durable journal has no room, or has room again. */
  | { readonly kind: 'journal_state'; readonly writable: boolean; readonly message: string }
  | { readonly kind: 'stop'; readonly requestedBy: string; readonly reason: string };

/** Takes commands from outside; they enter the system as events. */
export interface ControlInbox {
  send(command: ControlCommand): void;
}

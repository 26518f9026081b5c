/** A file that is to be written. */
export interface NewFile {
  /** From the folder of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

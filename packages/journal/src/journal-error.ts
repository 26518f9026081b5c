/** What a person can do about an error of the disk, by its code. */
const MENDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space; a program that goes on keeps what it could not write, and writes it then',
  EDQUOT:
    'the disk quota is used up: free some space; a program that goes on keeps what it could not write, and writes it then',
  EFBIG: 'the file may not grow any more: raise the limit of file sizes or name another file',
  EACCES: 'permission denied: give this user the right to it or name another place',
  EPERM: 'permission denied: give this user the right to it or name another place',
  EROFS: 'the disk is read-only: name another place',
  EISDIR: 'it is a folder: name a file',
  ENOTDIR: 'a part of its path is a file: name another place',
  EEXIST: 'a part of its path is a file: name another place',
  ENOENT: 'it is not there any more: put it back or begin a new one',
  ELOOP: 'it is a symbolic link: name the file it points to',
  EMFILE: 'too many files are open: raise the limit of open files',
  ENFILE: 'too many files are open: raise the limit of open files',
  EIO: 'the disk failed: check it before going on',
  SQLITE_FULL: 'the disk is full: nothing of it was stored; free some space and try again',
  SQLITE_IOERR:
    'the disk failed, and whether it was stored is unknown: stop, check the disk and start again, which tells what is there',
};

/** The disk did not do what was asked. The message names the file and what to do. */
export class JournalError extends Error {
  readonly file: string;
  /** The system's code, such as `ENOSPC`; `undefined` where it gave none. */
  readonly code: string | undefined;

  /** @param action what was tried, as a verb: `write` */
  constructor(action: string, file: string, cause: unknown) {
    const code = codeOf(cause);
    const reason =
      MENDS[code ?? ''] ?? MENDS[familyOf(code)] ?? (cause instanceof Error ? cause.message : String(cause));
    super(`cannot ${action} "${file}": ${reason}${code === undefined ? '' : ` (${code})`}`, { cause });
    this.name = 'JournalError';
    this.file = file;
    this.code = code;
  }
}

/** There was no room on the disk: nothing of what was to be stored is, and it can be tried again when there is. */
export function isFull(error: unknown): boolean {
  return error instanceof JournalError && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC');
}

/** Runs what touches the disk; what it throws becomes a `JournalError`. */
export function onDisk<T>(action: string, file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof JournalError ? error : new JournalError(action, file, error);
  }
}

export function codeOf(error: unknown): string | undefined {
  // Not `instanceof Error`: an error of Node's file system may come from another realm.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** `SQLITE_IOERR_FSYNC` and all its kind are `SQLITE_IOERR`. */
function familyOf(code: string | undefined): string {
  return (code ?? '').split('_', 2).join('_');
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space, or name another place; what was being written is not complete',
  EDQUOT: 'the disk quota is used up: free some space, or name another place; what was being written is not complete',
  EACCES: 'this user has no right to it: give it, or name another place',
  EPERM: 'this user has no right to it: give it, or name another place',
  EROFS: 'the disk is read-only: name another place',
  ENOTDIR: 'a part of its path is a file: name another place',
  EEXIST: 'a part of its path is a file: name another place',
  EISDIR: 'it is a folder: name a file',
};

/**
 * What to do about an error that the system gave for a file; `undefined` for every other error. A run lies below `outputs.folder`, which is
 * where most is written.
 */
export function diskRemedy(error: unknown): string | undefined {
  // Not `instanceof Error`: an error of Node's file system may come from another realm.
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return undefined;
  const remedy = typeof error.code === 'string' ? REMEDIES[error.code] : undefined;
  return remedy === undefined ? undefined : `${remedy} (runs are written to outputs.folder, --set outputs.folder=DIR)`;
}

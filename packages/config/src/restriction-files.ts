import { parseHolidays, parseNews } from '@q/trading';
import type { HolidayItem, NewsItem, RestrictionCalendar } from '@q/trading';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { RestrictionsConfig } from './sections/restrictions.js';

/** The calendars as they were read last. Both are what `compileRestrictions` takes. */
export interface CurrentRestrictionFiles {
  /** `undefined` where news are switched off. */
  readonly news: RestrictionCalendar<NewsItem> | undefined;
  /** `undefined` where holidays are switched off. */
  readonly holidays: RestrictionCalendar<HolidayItem> | undefined;
  /** Grows by one whenever something was read anew. */
  readonly version: number;
}

export interface RestrictionFilesOptions {
  /** The files are looked at again once so many ms have passed between two instants; `Infinity` reads them once. */
  readonly checkEveryMs: number;
}

export interface RestrictionFileReader {
  /**
   * The same object as long as nothing has changed.
   * @param now ms UTC; where it is left out, the files are looked at
   */
  read(now?: number): CurrentRestrictionFiles;
}

/**
 * Reads the calendars of the section `restrictions` when first asked, and again when one changed. One that is missing or broken
 * comes back as such, never as an error; once mended it counts again.
 * @param folder the folder of the configuration file, from which the paths of the section start
 */
export function restrictionFiles(
  { news, holidays }: RestrictionsConfig,
  folder: string,
  { checkEveryMs }: RestrictionFilesOptions,
): RestrictionFileReader {
  const readNews = changingFile(placed(folder, news.file), 'news', (text) => parseNews(text, news.time_zone));
  const readHolidays = changingFile(placed(folder, holidays.file), 'holidays', (text) =>
    parseHolidays(text, holidays.time_zone),
  );
  let lookedAt = 0;
  let current: CurrentRestrictionFiles | undefined;
  return {
    read(now) {
      const isDue = checkEveryMs !== Infinity && (now === undefined || Math.abs(now - lookedAt) >= checkEveryMs);
      if (current !== undefined && !isDue) return current;
      lookedAt = now ?? lookedAt;
      const fresh = {
        news: news.enabled ? readNews() : undefined,
        holidays: holidays.enabled ? readHolidays() : undefined,
      };
      if (current === undefined || fresh.news !== current.news || fresh.holidays !== current.holidays) {
        current = Object.freeze({ ...fresh, version: (current?.version ?? 0) + 1 });
      }
      return current;
    },
  };
}

const MAX_BYTES = 16 * 1024 * 1024;

function placed(folder: string, file: string): string {
  return isAbsolute(file) ? file : join(folder, file);
}

/** Gives what a file says, the same object until its size or its time of change is another. */
function changingFile<Item>(
  file: string,
  section: 'news' | 'holidays',
  parse: (text: string) => RestrictionCalendar<Item>,
): () => RestrictionCalendar<Item> {
  const broken = (fault: string): RestrictionCalendar<Item> => {
    const message = `${fault}: put a calendar there, or switch restrictions.${section}.enabled off`;
    return { ok: false, file, problems: [{ message }] };
  };
  let seen: string | undefined;
  let known = broken('it was not read yet');
  return () => {
    try {
      // Looked at before it is read: what is written in between shows as a change the next time.
      const { size, mtimeMs } = statSync(file);
      const state = `${size} ${mtimeMs}`;
      if (state === seen) return known;
      const calendar =
        size > MAX_BYTES ? broken(`it has more than ${MAX_BYTES} bytes`) : parse(readFileSync(file, 'utf8'));
      known = calendar.ok ? calendar : { ...calendar, file };
      seen = state;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code !== seen) known = broken(code === 'ENOENT' ? 'it does not exist' : `it cannot be read (${code})`);
      seen = code;
    }
    return known;
  };
}

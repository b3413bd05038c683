import type { Language } from '../../../../src/contract';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** «1.2 MB»; sizes are written in Latin letters in both languages, as students see them everywhere. */
export function fileSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: UNITS[power],
    unitDisplay: 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1024 ** power);
}

const HUNDREDS = ['', 'ק', 'ר', 'ש', 'ת', 'תק', 'תר', 'תש', 'תת', 'תתק'];
const TENS = ['', 'י', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'צ'];
const ONES = ['', 'א', 'ב', 'ג', 'ד', 'ה', 'ו', 'ז', 'ח', 'ט'];
/** 15 and 16 are written 9+6 and 9+7. */
const EXCEPTIONS: Readonly<Record<number, string>> = { 15: 'טו', 16: 'טז' };

/** 787 → תשפ״ז. */
export function hebrewNumeral(value: number): string {
  const low = value % 100;
  const letters =
    (HUNDREDS[Math.floor(value / 100) % 10] ?? '') +
    (EXCEPTIONS[low] ?? (TENS[Math.floor(low / 10)] ?? '') + (ONES[low % 10] ?? ''));
  return letters.length > 1 ? `${letters.slice(0, -1)}״${letters.slice(-1)}` : `${letters}׳`;
}

/** The academic year that starts in the autumn of `year`: 2026 → תשפ״ז, 2026–27. */
export function academicYear(year: number, language: Language): string {
  if (language === 'he') return hebrewNumeral((year + 3761) % 1000);
  return `${year}–${String((year + 1) % 100).padStart(2, '0')}`;
}

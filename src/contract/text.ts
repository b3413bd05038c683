/** One sentence in both languages of the product. Hebrew is the default. */
export interface LocalizedText {
  readonly he: string;
  readonly en: string;
}

export type Language = keyof LocalizedText;

export const DEFAULT_LANGUAGE: Language = 'he';

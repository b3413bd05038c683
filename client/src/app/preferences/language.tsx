import { useDirection } from '@mantine/core';
import { useEffect, useState } from 'react';
import { DEFAULT_LANGUAGE, type Language } from '../../../../src/contract';
import { stored } from './stored';

const kept = stored('spike-language');

const DIRECTIONS = { he: 'rtl', en: 'ltr' } as const;

/** The chosen language; the document's `lang` and `dir` follow it. */
export function useChosenLanguage(): readonly [Language, () => void] {
  const [language, setLanguage] = useState<Language>(() => (kept.read() === 'en' ? 'en' : DEFAULT_LANGUAGE));
  const { setDirection } = useDirection();
  useEffect(() => {
    document.documentElement.lang = language;
    setDirection(DIRECTIONS[language]);
  }, [language, setDirection]);
  const toggle = () => {
    const next = language === 'he' ? 'en' : 'he';
    kept.write(next);
    setLanguage(next);
  };
  return [language, toggle];
}

'use client';
import type { LocalText } from '@echocohort/kernel';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { fillWords, type Locale, type WordValues } from './fill-words.ts';

interface LocaleChoice {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
}

const LocaleContext = createContext<LocaleChoice>({ locale: 'en', choose: () => undefined });

const YEAR_SECONDS = 31_536_000;

/** Holds the language of the page; the choice is kept in a cookie so that the server renders the same one next time. */
export function LocaleProvider({ initial, children }: { readonly initial: Locale; readonly children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(initial);
  const choose = useCallback((next: Locale) => {
    document.cookie = `locale=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
    setLocale(next);
  }, []);
  const value = useMemo(() => ({ locale, choose }), [locale, choose]);
  return <LocaleContext.Provider value={value}>{children}</LocaleContext.Provider>;
}

export const useLocale = (): LocaleChoice => useContext(LocaleContext);

/** `t('key', values)` over the sentences of one feature. */
export function useWords<K extends string>(words: Readonly<Record<K, LocalText>>): (key: K, values?: WordValues) => string {
  const { locale } = useContext(LocaleContext);
  return useCallback((key, values) => fillWords(words[key][locale], values), [words, locale]);
}

/** Chooses the language of a text that came from the server in both. */
export function useLocal(): (text: LocalText) => string {
  const { locale } = useContext(LocaleContext);
  return useCallback((text) => text[locale], [locale]);
}

import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import '@fontsource-variable/noto-sans-sc/index.css';
import '@mantine/core/styles.css';
import '../components/theme/global.css';
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { PortalProviders } from '../components/shell/portal-providers.tsx';
import type { Locale } from '../components/words/fill-words.ts';

export const metadata: Metadata = { title: 'EchoCohort', icons: { icon: '/icon.svg' } };

/** The language that was chosen here before, else the browser's own. */
async function localeOfVisit(): Promise<Locale> {
  const chosen = (await cookies()).get('locale')?.value;
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return /^zh\b/i.test((await headers()).get('accept-language') ?? '') ? 'zh' : 'en';
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const locale = await localeOfVisit();
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="light" />
      </head>
      <body>
        <PortalProviders locale={locale}>{children}</PortalProviders>
      </body>
    </html>
  );
}

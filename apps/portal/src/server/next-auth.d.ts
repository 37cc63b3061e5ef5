import 'next-auth';
import 'next-auth/jwt';

declare module 'next-auth' {
  interface User {
    apiToken: string;
    expiresAt: string;
    locale: 'zh' | 'en';
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    apiToken?: string;
    expiresAt?: string;
    locale?: 'zh' | 'en';
  }
}

import { fileURLToPath } from 'node:url';

const workspaceRoot = fileURLToPath(new URL('../..', import.meta.url));
const development = process.env.NODE_ENV === 'development';

// Nothing of another origin is ever loaded: fonts, scripts and pictures ship with the portal or come through its own /v1.
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "base-uri 'self'",
].join('; ');

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // `npm run build` checks the types with the native compiler before it comes here: 5 s where this check took 17.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
  // The decoders of compressed pictures name modules of Node in branches that never run in a browser.
  turbopack: { root: workspaceRoot, resolveAlias: Object.fromEntries(['fs', 'path', 'url', 'crypto'].map((name) => [name, { browser: './src/features/upload/no-node-module.ts' }])) },
  outputFileTracingRoot: workspaceRoot,
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: contentPolicy },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
      ],
    },
  ],
};

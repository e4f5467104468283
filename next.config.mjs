/** For every address but the report form, which others may frame and which says the rest itself. */
const headers = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
]

const formHeaders = headers.filter(({ key }) =>
  ['x-content-type-options', 'permissions-policy'].includes(key),
)

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  typedRoutes: true,
  // Types are checked by `tsc` in `npm test`, with the same configuration.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino', 'better-auth'],
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
  headers: async () => [
    { source: '/:path((?!report$).*)', headers },
    { source: '/report', headers: formHeaders },
  ],
}

export default config

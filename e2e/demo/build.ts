import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'

const SOURCES = ['app/**/*', 'components/**/*', 'lib/**/*', 'public/**/*', '*.ts', '*.mjs', '*.json']

/** Builds the app unless the last build is newer than everything it was made of. */
export function buildIfStale(distDir = '.next'): void {
  if (isFresh(`${distDir}/BUILD_ID`)) return
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '', NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) throw new Error('The build failed.')
}

function isFresh(buildId: string): boolean {
  const built = statSync(buildId, { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return false
  return globSync(SOURCES, {
    exclude: (path) => path.endsWith('.test.ts') || path === 'next-env.d.ts',
  }).every((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= built)
}

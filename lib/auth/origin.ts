import { AppError } from '#lib/errors'

/**
 * Refuses a write that does not come from a page of `appUrl`: an absent, `null` or foreign Origin. Compared at run time,
 * because the framework's own list of allowed origins is fixed at build.
 */
export function assertOwnOrigin(origin: string | null, appUrl: string): void {
  if (origin !== null && origin === new URL(appUrl).origin) return
  throw new AppError(
    'foreign_origin',
    'This request did not come from the console’s own address, so nothing was done. Open the console at the address in APP_URL.',
  )
}

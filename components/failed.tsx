import { codeOf } from './request.ts'

const LINK = 'font-semibold text-accent underline'

/** A failure in words, with the next step where there is one. */
export function Failed({ error }: { error: Error }) {
  const code = codeOf(error)
  return (
    <>
      {code === null ? 'Something went wrong on this page.' : error.message}{' '}
      {code === 'unauthenticated' && (
        <a href="/sign-in" target="_blank" rel="noreferrer" className={LINK}>
          Sign in
        </a>
      )}
      {code === 'out_of_date' && (
        <button type="button" onClick={() => location.reload()} className={LINK}>
          Reload
        </button>
      )}
    </>
  )
}

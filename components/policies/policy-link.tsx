import Link from 'next/link'

type LinkProps = { code: string; version: number; title: string }

/** "Spam or flooding, version 2", to where that version can be read. */
export function PolicyLink({ code, version, title }: LinkProps) {
  return (
    <Link
      href={`/policies/${encodeURIComponent(code)}/${version}`}
      prefetch={false}
      className="hover:underline"
    >
      <bdi>{title}</bdi>, <span className="whitespace-nowrap">version {version.toLocaleString('en')}</span>
    </Link>
  )
}

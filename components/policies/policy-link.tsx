type LinkProps = { code: string; version: number; title: string }

/** "Spam or flooding, version 2", to where that version can be read. */
export function PolicyLink({ code, version, title }: LinkProps) {
  return (
    // A plain link: the framework’s own would be the only one on a room’s page, and 3 kB.
    <a href={`/policies/${code}/${version}`} className="hover:underline">
      <bdi>{title}</bdi>, <span className="whitespace-nowrap">version {version.toLocaleString('en')}</span>
    </a>
  )
}

import { Icon } from '#components/ui/icon'
import type { Role } from '#lib/permissions/permissions'

type MenuProps = { name: string; role: Role; signOut: () => Promise<void> }

const ENTRY =
  'flex min-h-9 w-full items-center gap-2 rounded-1 px-3 text-left hover:bg-surface-3 max-desk:min-h-11'

/** Opens without any script of ours. */
export function OperatorMenu({ name, role, signOut }: MenuProps) {
  return (
    <div className="min-w-0 max-desk:shrink-0">
      <button
        type="button"
        popoverTarget="operator-menu"
        className="flex min-h-8 max-w-full items-center gap-1.5 rounded-2 px-2 hover:bg-surface-3 max-desk:min-h-11"
      >
        <Icon name="person" className="size-4 desk:hidden" />
        <bdi className="truncate max-desk:sr-only">{name}</bdi>
        <span className="whitespace-nowrap text-fg-2 max-desk:sr-only">{role}</span>
        <Icon name="down" />
      </button>
      <div
        id="operator-menu"
        popover="auto"
        className="fixed inset-auto top-11 right-3 m-0 min-w-44 rounded-3 border border-line-2 bg-raised p-1 text-fg shadow-2"
      >
        <p className="px-3 py-1.5 text-xs text-fg-3">
          <bdi>{name}</bdi>, {role}
        </p>
        <a href="/account" className={ENTRY}>
          <Icon name="person" />
          Your account
        </a>
        <form action={signOut}>
          <button type="submit" className={ENTRY}>
            <Icon name="out" />
            Sign out
          </button>
        </form>
      </div>
    </div>
  )
}

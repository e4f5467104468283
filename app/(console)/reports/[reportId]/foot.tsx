import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import { KeyHint } from '#components/ui/kbd'
import type { State } from './claim-bar.tsx'

/** How a report ends. */
export function Foot({ report, canWork, mayWork, role, work }: State) {
  if (!mayWork) return null
  return (
    <footer className="sticky bottom-0 flex shrink-0 flex-wrap items-center gap-2 border-t border-line-2 bg-surface-2 px-4 py-3 desk:px-6">
      {report.ending !== null ? (
        <Button size="lg" className="ml-auto" disabled={!canWork} onClick={() => work.ask('reopen')}>
          Open again…
        </Button>
      ) : (
        <>
          {role !== 'admin' && (
            <Button look="quiet" disabled={!canWork} onClick={() => work.ask('escalate')}>
              <Icon name="up" className="size-4" />
              Escalate…
            </Button>
          )}
          <Button look="quiet" className="ml-auto" disabled={!canWork} onClick={() => work.ask('dismiss')}>
            Dismiss… <KeyHint>D</KeyHint>
          </Button>
          <Button look="primary" size="lg" disabled={!canWork} onClick={() => work.ask('act')}>
            Resolve and next… <KeyHint>Ctrl Enter</KeyHint>
          </Button>
        </>
      )}
    </footer>
  )
}

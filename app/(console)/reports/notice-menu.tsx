import { useState } from 'react'
import { chooseNotices, useNoticeChoice } from '#components/reports/notice-choice'
import { beep } from '#components/reports/use-urgent-notices'
import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { Icon } from '#components/ui/icon'

/** Sound and desktop notice for urgent reports, in this browser. */
export function NoticeMenu() {
  const choice = useNoticeChoice()
  const [isRefused, setRefused] = useState(false)

  async function chooseDesktop(on: boolean) {
    const allowed = !on || (await askBrowser())
    setRefused(!allowed)
    if (allowed) chooseNotices({ ...choice, desktop: on })
  }

  return (
    <>
      <Button popoverTarget="notices">
        <Icon name="info" />
        Notices {choice.sound || choice.desktop ? 'on' : 'off'}
      </Button>
      <div
        id="notices"
        popover="auto"
        className="m-auto w-full max-w-sm rounded-4 border border-line-2 bg-raised p-5 text-fg shadow-3 backdrop:bg-scrim"
      >
        <h2 className="mb-1 text-lg font-semibold">Urgent reports</h2>
        <p className="mb-3 text-fg-2">
          This browser tells you of urgent reports nobody holds, while any page of Roomwarden is open.
        </p>
        <div className="grid gap-2">
          <span className="flex items-center gap-2 max-desk:min-h-11">
            <Checkbox
              id="notice-sound"
              checked={choice.sound}
              onChange={({ target }) => {
                chooseNotices({ ...choice, sound: target.checked })
                if (target.checked) beep()
              }}
            />
            <label htmlFor="notice-sound">Play a sound</label>
          </span>
          <span className="flex items-center gap-2 max-desk:min-h-11">
            <Checkbox
              id="notice-desktop"
              checked={choice.desktop}
              onChange={({ target }) => void chooseDesktop(target.checked)}
            />
            <label htmlFor="notice-desktop">Show a desktop notice</label>
          </span>
          <p role="status" className="text-xs font-semibold">
            {isRefused && 'The browser refuses. Allow notifications for this address in its settings.'}
          </p>
        </div>
      </div>
    </>
  )
}

async function askBrowser(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}

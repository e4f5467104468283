import { useEffect, useEffectEvent } from 'react'

/** Keys belong to the window, not to an element. `act` sees what the last rendering knew. */
export function useWindowKeys(act: (event: KeyboardEvent) => void) {
  const onKey = useEffectEvent(act)
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

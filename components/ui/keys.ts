/** No modifier, nobody has acted on it, and no dialog is open. A held key counts only where it moves the focus. */
export function isPlainKey(event: KeyboardEvent): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
  return isPlain && !isDialogOpen()
}

export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])') ||
    target.isContentEditable
  )
}

const STORED = 'roomwarden.single-keys'
const CHANGED = 'roomwarden:single-keys'

/** Keys without a modifier can be switched off: whoever dictates or has a tremor needs that. */
export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off'
  } catch {
    return true
  }
}

/** Where the browser keeps nothing for us they stay on. */
export function setSingleKeys(on: boolean) {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off')
  } catch {
    console.warn('The choice could not be kept.')
  }
  window.dispatchEvent(new Event(CHANGED))
}

/** Calls back at every change, also from another tab. Answers with how to stop that. */
export function onSingleKeys(listener: () => void): () => void {
  const events = [CHANGED, 'storage']
  for (const event of events) window.addEventListener(event, listener)
  return () => {
    for (const event of events) window.removeEventListener(event, listener)
  }
}

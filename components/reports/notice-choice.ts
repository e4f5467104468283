import { useSyncExternalStore } from 'react'

/** How this browser tells of urgent reports while nobody looks at the page. */
export type NoticeChoice = { sound: boolean; desktop: boolean }

const CHOICE = 'roomwarden.urgent-notices'
const NOTICED = 'roomwarden.urgent-noticed'
const NONE: NoticeChoice = { sound: false, desktop: false }
const listeners = new Set<() => void>()
let choice: NoticeChoice | null = null

export function useNoticeChoice(): NoticeChoice {
  return useSyncExternalStore(subscribe, noticeChoice, () => NONE)
}

export function noticeChoice(): NoticeChoice {
  choice ??= read()
  return choice
}

export function chooseNotices(next: NoticeChoice) {
  choice = next
  store(CHOICE, [next.sound && 'sound', next.desktop && 'desktop'].filter(Boolean).join(' '))
  for (const listener of listeners) listener()
}

/** True once for a report in all tabs of this browser. */
export function noticeOnce(reportId: string): boolean {
  try {
    if (localStorage.getItem(NOTICED) === reportId) return false
  } catch {
    return true
  }
  store(NOTICED, reportId)
  return true
}

function read(): NoticeChoice {
  try {
    const words = (localStorage.getItem(CHOICE) ?? '').split(' ')
    return { sound: words.includes('sound'), desktop: words.includes('desktop') }
  } catch {
    return NONE
  }
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    console.warn('The choice could not be kept.')
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

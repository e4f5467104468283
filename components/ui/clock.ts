'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let serverAheadMs = 0

/** Ages are told by the server's clock: the reader's may be minutes off. */
export function serverNow(): number {
  return Date.now() + serverAheadMs
}

/** From an answer's `Date` header, which knows whole seconds only. */
export function noteServerTime(date: string | null) {
  const ahead = date === null ? Number.NaN : Date.parse(date) - Date.now()
  if (Math.abs(ahead - serverAheadMs) > 2_000) serverAheadMs = ahead
}

/** A text that depends on the time; renders again only when the text changes. `before` stands until the page is live. */
export function useClockText(toText: (now: number) => string, before = ''): string {
  return useSyncExternalStore(
    subscribe,
    () => toText(serverNow()),
    () => before,
  )
}

/** False in the server's HTML and until the page answers to clicks. */
export function useLive(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}

export function toDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

import { useEffect, useRef } from 'react'
import { usePolicyTitle } from '#components/policies/policies'
import type { ReportNews } from '#lib/reports/view'
import { noticeChoice, noticeOnce } from './notice-choice.ts'

type Urgent = ReportNews['urgent'][number]

/** Tells of urgent reports that were not there at the last look, by the sound or notice this browser chose. */
export function useUrgentNotices(news: ReportNews | undefined) {
  const titleOf = usePolicyTitle()
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (news === undefined) return
    const fresh = news.urgent.filter(({ id }) => known.current !== null && !known.current.has(id))
    known.current = new Set([...(known.current ?? []), ...news.urgent.map(({ id }) => id)])
    const [first] = fresh
    const { sound, desktop } = noticeChoice()
    if (first === undefined || !(sound || desktop) || !noticeOnce(first.id)) return
    if (sound) beep()
    if (desktop) notify(first, titleOf(first.category), fresh.length)
  }, [news, titleOf])
}

function notify({ id, room }: Urgent, title: string, count: number) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const more = count === 1 ? '' : ` and ${count - 1} more`
  const notice = new Notification('Urgent report', {
    body: `${title} in ${room}${more}`,
    tag: id,
  })
  notice.onclick = () => {
    window.focus()
    location.assign(`/reports/${id}`)
  }
}

const TONES = [880, 660]
const TONE_SECONDS = 0.16

/** Two short tones, made here: there is no file to load. Browsers keep silent until the page was clicked once. */
export function beep() {
  const audio = new AudioContext()
  for (const [index, tone] of TONES.entries()) {
    const voice = audio.createOscillator()
    const volume = audio.createGain()
    const at = audio.currentTime + index * TONE_SECONDS
    voice.frequency.value = tone
    volume.gain.setValueAtTime(0.12, at)
    volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS)
    voice.connect(volume).connect(audio.destination)
    voice.start(at)
    voice.stop(at + TONE_SECONDS)
  }
  setTimeout(() => void audio.close(), 1_000)
}

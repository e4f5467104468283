import { useEffect } from 'react'
import { countWords } from '#components/reports/words'

/** The count stands in the tab's title too: whoever works elsewhere sees it. */
export function useQueueTitle(open: number) {
  useEffect(() => {
    const plain = document.title.replace(/^\([\d,+]+\) /, '')
    document.title = open === 0 ? plain : `(${countWords(open)}) ${plain}`
  }, [open])
}

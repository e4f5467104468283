import type { Metadata } from 'next'
import { NotHere } from '#components/not-here'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return <NotHere />
}

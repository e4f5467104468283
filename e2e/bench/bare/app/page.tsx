import { Forward } from './forward'

export const dynamic = 'force-dynamic'

export default function Page() {
  return <Forward />
}

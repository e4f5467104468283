'use client'

import { Select } from '#components/ui/field'
import { usePolicies, usePolicy } from './policies.tsx'

type SelectProps = { id: string; chosen: string; onPolicy: (code: string) => void }

export function PolicySelect({ id, chosen, onPolicy }: SelectProps) {
  const policies = usePolicies()
  const now = usePolicy(chosen)
  return (
    <Select id={id} value={chosen} onChange={({ target }) => onPolicy(target.value)}>
      {now?.offered !== true && (
        <option value={chosen} disabled>
          {now?.title ?? chosen}: not offered any more
        </option>
      )}
      {policies.map(({ code, title }) => (
        <option key={code} value={code}>
          {title}
        </option>
      ))}
    </Select>
  )
}

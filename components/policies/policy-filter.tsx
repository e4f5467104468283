import { Select } from '#components/ui/field'
import type { PolicyChoice } from '#lib/policies/policies'

type FilterProps = { policies: readonly Pick<PolicyChoice, 'code' | 'title'>[]; chosen: string | null }

/** In a form that looks for something: any policy, or one. */
export function PolicyFilter({ policies, chosen }: FilterProps) {
  return (
    <Select
      name="policy"
      aria-label="Policy"
      defaultValue={chosen ?? ''}
      className="max-desk:min-w-24 max-desk:flex-1"
    >
      <option value="">Any policy</option>
      {policies.map(({ code, title }) => (
        <option key={code} value={code}>
          {title}
        </option>
      ))}
    </Select>
  )
}

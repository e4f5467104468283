import { PolicySelect } from '#components/policies/policy-select'
import { Field, TextareaField } from '#components/ui/field'
import type { PolicyCode } from '#lib/policies/policies'
import { BanFields } from './ban-fields.tsx'
import type { Ban } from './confirmation.ts'

export const MAX_REASON_LENGTH = 1_000

export type Why = { policy: PolicyCode; reason: string }

type FieldsProps = {
  ban: Ban
  why: Why
  may: { ban: boolean; banWide: boolean }
  onBan: (ban: Ban) => void
  onWhy: (patch: Partial<Why>) => void
}

/** What a decision is besides its targets: ban or not, policy, reason. */
export function DecisionFields({ ban, why, may, onBan, onWhy }: FieldsProps) {
  return (
    <>
      <BanFields ban={ban} mayBan={may.ban} mayBanWide={may.banWide} onBan={onBan} />
      <Field id="policy" label="Policy">
        <PolicySelect id="policy" chosen={why.policy} onPolicy={(policy) => onWhy({ policy })} />
      </Field>
      <TextareaField
        id="reason"
        label="Reason"
        rows={2}
        dir="auto"
        maxLength={MAX_REASON_LENGTH}
        value={why.reason}
        className="field-sizing-content max-h-32 min-h-14"
        onChange={({ target }) => onWhy({ reason: target.value })}
      />
    </>
  )
}

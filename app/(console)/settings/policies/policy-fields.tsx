import { DURATIONS } from '#components/decisions/words'
import { URGENCY_WORDS } from '#components/policies/words'
import { describedBy, Field, Select, TextareaField } from '#components/ui/field'
import { URGENCIES } from '#lib/policies/policies'
import { TextField } from '../form-parts.tsx'
import { FOR_GOOD, type TypedPolicy } from './policy-state.ts'

type FieldsProps = { typed: TypedPolicy; errors: Record<string, string> }

/** What a version says and does. A select begins anew with what was typed: the browser resets it otherwise. */
export function PolicyFields({ typed, errors }: FieldsProps) {
  return (
    <>
      <TextField
        id="policy-title"
        name="title"
        label="Title"
        hint="As people choose it, in a few words."
        dir="auto"
        maxLength={80}
        required
        defaultValue={typed.title}
        error={errors.title}
      />
      <TextareaField
        id="policy-text"
        label="Text"
        hint="What breaks it, so that two colleagues decide alike."
        error={errors.text}
        name="text"
        dir="auto"
        rows={4}
        defaultValue={typed.text}
        maxLength={10_000}
        required
        aria-invalid={errors.text !== undefined}
        className="field-sizing-content max-h-96 min-h-24"
      />
      <div className="grid gap-3 desk:grid-cols-2">
        <Field
          id="policy-urgency"
          label="Urgency of reports"
          hint="The more urgent, the higher in the queue."
          error={errors.urgency}
        >
          <Select
            key={typed.urgency}
            id="policy-urgency"
            name="urgency"
            defaultValue={typed.urgency}
            aria-describedby={describedBy('policy-urgency')}
          >
            {URGENCIES.map((urgency) => (
              <option key={urgency} value={urgency}>
                {URGENCY_WORDS[urgency]}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          id="policy-ban"
          label="Proposed ban"
          hint="Moderators are proposed 30 days at most."
          error={errors.banSeconds}
        >
          <Select
            key={typed.banSeconds}
            id="policy-ban"
            name="banSeconds"
            defaultValue={typed.banSeconds}
            aria-describedby={describedBy('policy-ban')}
          >
            {DURATIONS.map(({ seconds, words }) => (
              <option key={seconds} value={seconds}>
                {words}
              </option>
            ))}
            <option value={FOR_GOOD}>for good</option>
          </Select>
        </Field>
      </div>
    </>
  )
}

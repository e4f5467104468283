import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { describedBy, Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import type { ActionResult } from '#lib/errors'

/** The first fault of each field, also of a field with parts. */
export function errorsOf(result: ActionResult<unknown> | null): Record<string, string> {
  const errors: Record<string, string> = {}
  if (result?.ok !== false) return errors
  for (const [path, message] of Object.entries(result.fieldErrors ?? {})) {
    const [field = path] = path.split('.')
    errors[field] ??= message
  }
  return errors
}

type TextFieldProps = ComponentProps<typeof Input> & {
  id: string
  label: string
  hint?: string
  error: string | undefined
}

export function TextField({ id, label, hint, error, ...input }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Input id={id} aria-invalid={error !== undefined} aria-describedby={describedBy(id)} {...input} />
    </Field>
  )
}

type RoomsFieldProps = { id: string; typed: string; error: string | undefined }

export function RoomsField({ id, typed, error }: RoomsFieldProps) {
  return (
    <TextField
      id={id}
      name="patterns"
      label="Rooms"
      hint="Room names or patterns such as class-*, apart by commas. Empty is all rooms."
      defaultValue={typed}
      error={error}
      spellCheck={false}
      className="max-w-md"
    />
  )
}

type ChoicesProps = {
  errorId: string
  name: string
  label: string
  choices: readonly { id: string; value: string; words: string }[]
  chosen: readonly string[]
  error: string | undefined
}

/** Any number of what there is. */
export function ChoicesField({ errorId, name, label, choices, chosen, error }: ChoicesProps) {
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId} className="grid gap-1">
      <legend className="mb-1">{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} className="flex w-fit items-center gap-2 max-desk:min-h-11">
          <Checkbox
            id={choice.id}
            name={name}
            value={choice.value}
            defaultChecked={chosen.includes(choice.value)}
          />
          <label htmlFor={choice.id}>
            {choice.words} <code className="font-mono text-xs text-fg-2">{choice.value}</code>
          </label>
        </div>
      ))}
      {error !== undefined && (
        <p id={errorId} className="text-xs font-semibold text-fg">
          {error}
        </p>
      )}
    </fieldset>
  )
}

type StatusProps<Data> = {
  /** The button's name. */
  deed: string
  isPending: boolean
  result: ActionResult<Data> | null
  /** What to do about a refusal. */
  advice?: ReactNode
  toDone: (data: Data) => ReactNode
}

/** The button of a form and, beside it, what came of it. */
export function FormStatus<Data>({ deed, isPending, result, advice, toDone }: StatusProps<Data>) {
  return (
    <div className="flex flex-wrap items-start gap-4">
      <Button type="submit" look="primary" aria-disabled={isPending}>
        {deed}
      </Button>
      <div role="status" className="grid min-h-8 min-w-0 flex-1 content-center gap-1">
        {result?.ok === false && (
          <p className="flex gap-2 font-semibold">
            <Icon name="alert" className="mt-0.5 size-4" />
            <span>
              {result.message}
              {advice}
            </span>
          </p>
        )}
        {result?.ok === true && toDone(result.data)}
      </div>
    </div>
  )
}

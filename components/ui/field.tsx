import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icon.tsx'

type LabelProps = { id: string; label: string; hint?: ReactNode; error?: string | undefined }
type FieldProps = LabelProps & { children: ReactNode }

/** The control inside carries `id`, and `describedBy(id)` as `aria-describedby` when there is a hint or an error. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-fg">
        {label}
      </label>
      {children}
      {(error ?? hint) !== undefined && (
        <p id={describedBy(id)} className={`text-xs ${error ? 'font-semibold text-fg' : 'text-fg-3'}`}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}

export function describedBy(id: string): string {
  return `${id}-hint`
}

export function Input({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input className={`control min-h-8 max-desk:min-h-11 ${className}`} autoComplete="off" {...rest} />
}

export function Textarea({ className = '', ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={`control py-1.5 ${className}`} autoComplete="off" {...rest} />
}

export function TextareaField({
  id,
  label,
  hint,
  error,
  ...textarea
}: LabelProps & ComponentProps<typeof Textarea>) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Textarea
        id={id}
        aria-describedby={(error ?? hint) === undefined ? undefined : describedBy(id)}
        {...textarea}
      />
    </Field>
  )
}

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`relative block min-w-0 ${className}`}>
      <select
        className="control min-h-8 appearance-none pr-8 max-desk:min-h-11"
        autoComplete="off"
        {...rest}
      />
      <Icon
        name="down"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-fg-2"
      />
    </span>
  )
}

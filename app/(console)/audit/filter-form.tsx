import Form from 'next/form'
import Link from 'next/link'
import type { ComponentProps } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Input, Select } from '#components/ui/field'
import { AUDIT_GROUPS, GROUP_WORDS } from '#lib/audit/groups'
import type { FilterErrors, TypedFilters } from './filters.ts'
import { ZoneField } from './zone-field.tsx'

const ACTORS = 'audit-actors'

type FormProps = {
  typed: TypedFilters
  errors: FilterErrors
  /** Names to choose from; any other can be typed. */
  actors: readonly string[]
  decisionId: string | undefined
  clearable: boolean
}

/** What it finds stands in the address, to be shared. */
export function FilterForm({ typed, errors, actors, decisionId, clearable }: FormProps) {
  const { room, who, person, group, since, until, zone } = typed
  const isDated = (since ?? '') !== '' || (until ?? '') !== ''
  return (
    <Form
      action="/audit"
      role="search"
      className="grid min-w-0 grid-cols-2 items-end gap-2 desk:flex desk:flex-wrap"
    >
      {decisionId !== undefined && <input type="hidden" name="decision" value={decisionId} />}
      <Text name="room" label="Room, exactly" typed={room} error={errors.room} className="desk:w-40" />
      <Text name="who" label="Who" typed={who} list={ACTORS} className="desk:w-40" />
      <datalist id={ACTORS}>
        {actors.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Text
        name="person"
        label="User or participant ID"
        typed={person}
        spellCheck={false}
        className="col-span-2 desk:w-56"
      />
      <Select name="group" aria-label="What" defaultValue={group ?? ''} className="col-span-2 desk:w-48">
        <option value="">Everything</option>
        {AUDIT_GROUPS.map((each) => (
          <option key={each} value={each}>
            {GROUP_WORDS[each]}
          </option>
        ))}
      </Select>
      <Day name="since" label="From" typed={since} error={errors.since} />
      <Day name="until" label="Until" typed={until} />
      <span className="col-span-2 flex items-center gap-3">
        <Button type="submit">Show</Button>
        {clearable && (
          <Link href="/audit" prefetch={false} className="text-accent underline">
            Show everything
          </Link>
        )}
        <ZoneField zone={isDated && zone !== undefined ? zone : null} />
      </span>
      {(errors.room ?? errors.since) !== undefined && (
        <p role="alert" className="col-span-2 text-xs font-semibold desk:basis-full">
          {errors.room !== undefined && <span id={describedBy('room')}>{errors.room} </span>}
          {errors.since !== undefined && <span id={describedBy('since')}>{errors.since}</span>}
        </p>
      )}
    </Form>
  )
}

type TextProps = Omit<ComponentProps<typeof Input>, 'name'> & {
  name: string
  label: string
  typed: string | undefined
  error?: string | undefined
}

function Text({ name, label, typed, error, ...rest }: TextProps) {
  return (
    <Input
      type="search"
      name={name}
      aria-label={label}
      placeholder={label}
      defaultValue={typed ?? ''}
      maxLength={200}
      {...toFault(name, error)}
      {...rest}
    />
  )
}

function Day({ name, label, typed, error }: Pick<TextProps, 'name' | 'label' | 'typed' | 'error'>) {
  return (
    <span className="flex min-w-0 gap-x-1.5 text-fg-2 max-desk:flex-col desk:items-center">
      <label htmlFor={name} className="whitespace-nowrap">
        {label}
      </label>
      <Input id={name} type="date" name={name} defaultValue={typed ?? ''} {...toFault(name, error)} />
    </span>
  )
}

function toFault(name: string, error: string | undefined) {
  return error !== undefined && { 'aria-invalid': true, 'aria-describedby': describedBy(name) }
}

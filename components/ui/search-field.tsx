import type { ComponentProps } from 'react'
import { Input } from './field.tsx'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'

type SearchProps = Omit<ComponentProps<typeof Input>, 'type' | 'aria-label' | 'value' | 'onChange'> & {
  label: string
  value: string
  onSearch: (value: string) => void
}

/** A search box with its sign inside. Goes where it is put: the parent gives the width. */
export function SearchField({ label, value, onSearch, className = '', ...input }: SearchProps) {
  return (
    <>
      <Sign />
      <Input
        {...input}
        type="search"
        aria-label={label}
        className={`pl-8 ${className}`}
        value={value}
        onChange={({ target }) => onSearch(target.value)}
      />
    </>
  )
}

/** The same for a page, where `/` leads to it and Escape leads out. */
export function PageSearch(props: SearchProps) {
  return (
    <>
      <SearchField
        {...props}
        placeholder={props.label}
        className="desk:pr-8"
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.blur()
        }}
      />
      {props.value === '' && (
        <span aria-hidden="true" className="absolute top-1/2 right-2 -translate-y-1/2 max-desk:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </>
  )
}

type FilterSearchProps = Omit<ComponentProps<typeof Input>, 'type' | 'name' | 'aria-label'> & {
  label: string
}

/** The same in a form that leads to an address. `className` gives the width. */
export function FilterSearch({ label, className = '', ...input }: FilterSearchProps) {
  return (
    <span className={`relative block min-w-0 max-desk:basis-full ${className}`}>
      <Sign />
      <Input {...input} type="search" name="search" aria-label={label} maxLength={200} className="pl-8" />
    </span>
  )
}

function Sign() {
  return (
    <Icon
      name="search"
      className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-3"
    />
  )
}

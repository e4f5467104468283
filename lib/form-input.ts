import { z } from 'zod'

/** A schema that takes a form as well; what the framework adds to a form is left out. */
export function formInput<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((form) => (form instanceof FormData ? toObject(form) : form), schema)
}

function toObject(form: FormData): Record<string, unknown> {
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION')))
}

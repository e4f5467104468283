import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from '#lib/process-wide'

const scope = processWide('transaction-scope', () => new AsyncLocalStorage<true>())

export function insideTransactionScope<T>(work: () => Promise<T>): Promise<T> {
  return scope.run(true, work)
}

export function assertOutsideTransaction(): void {
  if (scope.getStore() === true) {
    throw new Error(
      'The main database handle was used inside a transaction. Pass the transaction on instead.',
    )
  }
}

/** Makes a query on the main handle inside a transaction fail; PGlite would wait for itself for ever. */
export function guardMainHandle<Query extends (...args: never[]) => unknown>(client: { query: Query }): void {
  client.query = new Proxy(client.query, {
    apply(query, self, args) {
      assertOutsideTransaction()
      return Reflect.apply(query, self, args)
    },
  })
}

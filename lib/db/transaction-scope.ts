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

/**
 * A method of the main handle that fails inside a transaction. On PGlite it would wait for itself for ever, on a server it
 * would silently act outside.
 */
export function guarded<Method extends (...args: never[]) => unknown>(method: Method): Method {
  return new Proxy(method, {
    apply(call, self, args) {
      assertOutsideTransaction()
      return Reflect.apply(call, self, args)
    },
  })
}

import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from '#lib/process-wide'

type Scope = { afterCommit: Set<() => void> }

const scope = processWide('transaction-scope', () => new AsyncLocalStorage<Scope>())

/** `run` does `work` in a transaction; what `afterCommit` was given meanwhile is called once that has ended well. */
export async function insideTransactionScope<T>(run: (scoped: Scoped) => Promise<T>): Promise<T> {
  const store: Scope = { afterCommit: new Set() }
  const result = await run((work) => scope.run(store, work))
  for (const tell of store.afterCommit) tell()
  return result
}

type Scoped = <T>(work: () => Promise<T>) => Promise<T>

/** Calls `tell`, once, when the transaction around is committed; never if it is not. */
export function afterCommit(tell: () => void): void {
  const store = scope.getStore()
  if (store === undefined) throw new Error('There is no transaction to wait for.')
  store.afterCommit.add(tell)
}

export function assertOutsideTransaction(): void {
  if (scope.getStore() !== undefined) {
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

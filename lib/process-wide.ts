const store: Map<string, unknown> = globalStore()

/**
 * One value per process, whichever bundle asks. The server's parts are bundled apart, so a module's own variable
 * would exist several times: two database handles, two queues of calls. Each name is used with one type only.
 */
export function processWide<T>(name: string, make: () => T): T {
  if (!store.has(name)) store.set(name, make())
  return store.get(name) as T
}

export function forgetProcessWide(name: string): void {
  store.delete(name)
}

function globalStore(): Map<string, unknown> {
  globalThis.roomwarden ??= new Map()
  return globalThis.roomwarden
}

declare global {
  var roomwarden: Map<string, unknown> | undefined
}

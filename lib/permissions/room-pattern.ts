const PATTERN = /^[A-Za-z0-9_*-]{1,128}$/

export function isRoomPattern(text: string): boolean {
  return PATTERN.test(text)
}

/** Anchored and case-sensitive; only `*` is special. `class-*` covers `class-7b`, not `Class-7b` or `xclass-1`. */
export function patternCovers(pattern: string, room: string): boolean {
  const parts = pattern.split('*')
  const head = parts[0] ?? ''
  const tail = parts.at(-1) ?? ''
  if (parts.length === 1) return pattern === room
  if (room.length < head.length + tail.length || !room.startsWith(head) || !room.endsWith(tail)) return false
  return middleInOrder(parts.slice(1, -1), room.slice(head.length, room.length - tail.length))
}

function middleInOrder(parts: string[], text: string): boolean {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return true
}

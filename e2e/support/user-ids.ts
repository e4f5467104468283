export function toUserId(name: string): string {
  return `u-${name.toLowerCase()}`
}

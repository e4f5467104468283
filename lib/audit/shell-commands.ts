import 'server-only'
import type { ShellCommands } from '#lib/db/control-socket'
import { verifyAudit } from './verify.ts'

export const AUDIT_COMMANDS: ShellCommands = {
  'audit verify': async () => {
    const found = await verifyAudit()
    if (!found.ok)
      return { ok: false, lines: [`The record is broken at event ${found.seq}: ${found.fault}.`] }
    const erased = found.erasedSubjects > 0 ? `, ${found.erasedSubjects} people erased` : ''
    return {
      ok: true,
      lines: [`The record is whole: ${found.events} events${erased}. Last hash ${found.lastHash}`],
    }
  },
}

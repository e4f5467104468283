import { runShellCommand } from '#lib/db/shell'
import { AUDIT_COMMANDS } from './shell-commands.ts'

await runShellCommand(AUDIT_COMMANDS, 'audit verify', {})

import { exportAudit } from '#lib/audit/export'
import { exportAuditInput } from '#lib/audit/schemas'
import { operatorFileRoute } from '#lib/auth/operator-route'

export const GET = operatorFileRoute(exportAuditInput, exportAudit)

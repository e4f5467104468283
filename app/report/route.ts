import { showReportForm, takeReportForm } from '#lib/report-form/handlers'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return showReportForm(request)
}

export function POST(request: Request): Promise<Response> {
  return takeReportForm(request)
}

export { GET } from '../../../../../../../app/api/health/ready/route.ts'

export const dynamic = 'force-dynamic'

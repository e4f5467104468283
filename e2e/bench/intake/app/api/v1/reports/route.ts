export { POST } from '../../../../../../../app/api/v1/reports/route.ts'

export { GET } from '../../../../../../app/api/reports/route.ts'

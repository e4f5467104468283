export { GET } from '../../../../../../../app/api/reports/news/route.ts'

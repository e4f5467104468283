import { HOST_APP } from './host-app.ts'
import { startProduct } from './product.ts'
import { addApiToken, addTeam } from './team.ts'

/** One server and one sandbox for all browser tests; each test has rooms of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const onPostgres = process.env.ROOMWARDEN_TEST_DB === 'postgres'
  const product = await startProduct({
    databaseServerUrl: onPostgres ? process.env.TEST_DATABASE_URL : undefined,
    environment: { REPORT_FRAME_ANCESTORS: HOST_APP },
    sandbox: { rateLimit: false },
  })
  await addTeam(product.environment)
  process.env.API_TOKEN = await addApiToken(product.environment, 'reports:write')
  process.env.APP_URL = product.url
  process.env.AUTH_FOLDER = `${product.folder}/auth`
  process.env.SANDBOX_CONTROL_URL = product.sandbox.controlUrl
  process.env.PRODUCT_LOG = product.logFile
  process.env.PRODUCT_ENVIRONMENT = JSON.stringify(product.environment)
  return product.stop
}

import type { Db } from '../../../platform/db/db.ts'
import type { Mount } from '../../../testing/site.ts'
import { previewChangedCare } from '../../payments/index.ts'
import { routes } from '../routes.ts'

const silent = () => Promise.resolve()

/** The pages with what the whole product gives them, but for conversations. */
export function agreementRoutes({ db }: { readonly db: Pick<Db, 'glance'> }, origin = 'https://portal.test'): Mount {
  return (faces, web) => {
    routes(faces, web, { tellBrokerage: silent, tellThread: silent, previewChange: previewChangedCare, origin, db })
  }
}

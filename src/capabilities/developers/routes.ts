import type { Faces } from '../../platform/web/server.ts'
import type { Web } from '../../platform/web/web.ts'
import { checkOperations, mountChecks } from './api/checks.ts'
import { mountCheckFile } from './pages/open/check-file/route.tsx'
import { mountGuides } from './pages/open/guide/route.tsx'
import { mountOperationPages } from './pages/open/operation/route.tsx'
import type { Documented } from './pages/open/shared/documented.ts'

/** What programs may ask for, described. */
export const operations = checkOperations

/** For whoever builds a system of their own: open to everybody, and about nobody. */
export function routes({ open }: Faces, web: Web, documented: Documented): void {
  mountGuides(open, web, documented)
  mountOperationPages(open, web, documented)
  mountCheckFile(open, web, documented.check)
  mountChecks(open, web, documented)
}

import type { Db } from '../../platform/db/db.ts'
import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { listTasksOperation, mountApiTasks } from './api/tasks.ts'
import { mountCouncilHome } from './pages/council/home/route.tsx'
import { mountOutbox } from './pages/council/outbox/route.tsx'
import { mountFollowing } from './pages/shared/following/route.tsx'
import { mountProviderHome } from './pages/provider/home/route.tsx'

/** What programs may ask for, described. */
export const operations = [listTasksOperation]

export function routes({ open, provider, council }: Faces, web: Web, db: Db): void {
  mountProviderHome(provider, web, db)
  mountCouncilHome(council, web)
  mountOutbox(council, web)
  mountFollowing(provider, web, 'provider')
  mountFollowing(council, web, 'council')
  mountApiTasks(open, web)
}

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider', text: 'Home', permission: 'home.view' },
  { face: 'council', href: '/council', text: 'Home', permission: 'home.view' },
]

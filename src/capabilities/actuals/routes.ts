import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountCalendarFile } from './api/calendar.ts'
import { mountCells } from './api/cells.ts'
import { mountApi } from './api/mount.ts'
import { mountSubmissions } from './pages/council/actuals/route.tsx'
import { mountHeld } from './pages/council/held/route.tsx'
import { mountCouncilUpload } from './pages/council/upload/route.tsx'
import { mountCouncilUploads } from './pages/council/uploads/route.tsx'
import { mountCouncilAbsences } from './pages/council/absences/route.tsx'
import { mountAbsences } from './pages/provider/absences/route.tsx'
import { mountCouncilPackageWeek } from './pages/council/package-week/route.tsx'
import { mountProviderWeek } from './pages/council/provider-week/route.tsx'
import { mountWays } from './pages/council/ways/route.tsx'
import { mountCutOffs } from './pages/council/cut-offs/route.tsx'
import { mountActualsSettings } from './pages/council/settings/route.tsx'
import { mountSample } from './pages/council/sample/route.tsx'
import { mountSamples } from './pages/council/samples/route.tsx'
import { mountExceptions } from './pages/council/exceptions/route.tsx'
import { mountQuestion } from './pages/council/question/route.tsx'
import { mountExceptionCodes } from './pages/council/exception-codes/route.tsx'
import { mountReasons } from './pages/council/reasons/route.tsx'
import { mountReturn } from './pages/council/return/route.tsx'
import { mountActuals } from './pages/provider/actuals/route.tsx'
import { mountCalendar } from './pages/provider/calendar/route.tsx'
import { mountConfirmation } from './pages/provider/confirmation/route.tsx'
import { mountConfirmed } from './pages/provider/confirmed/route.tsx'
import { mountOrganisations } from './pages/provider/organisations/route.tsx'
import { mountPackageWeek } from './pages/provider/package-week/route.tsx'
import { mountQuery } from './pages/provider/query/route.tsx'
import { mountReview } from './pages/provider/review/route.tsx'
import { mountServiceWeek } from './pages/provider/service-week/route.tsx'
import { mountUploadMaps } from './pages/provider/upload-maps/route.tsx'
import { mountUploadRows } from './pages/provider/upload-rows/route.tsx'
import { mountReceivedVisits } from './pages/provider/received-visits/route.tsx'
import { mountWaitingVisits } from './pages/council/waiting-visits/route.tsx'
import { mountVisits } from './pages/provider/visits/route.tsx'
import { mountUpload } from './pages/provider/upload/route.tsx'
import { mountUploads } from './pages/provider/uploads/route.tsx'
import type { Later } from './pages/shared/later.ts'

export { operations } from './api/mount.ts'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/actuals', text: 'Actuals', permission: 'actuals.view' },
  { face: 'council', href: '/council/actuals', text: 'Actuals', permission: 'actuals.view' },
]

/** What is priced and what is taken belongs to payments, which comes later: the caller hands both in. */
export function routes(faces: Faces, web: Web, later: Later): void {
  mountActuals(faces.provider, web, later)
  mountOrganisations(faces.provider, web, later)
  mountCalendar(faces.provider, web, later.origin)
  if (later.db !== undefined) mountCalendarFile(faces.open, web, { db: later.db, origin: later.origin })
  mountConfirmation(faces.provider, web, later)
  mountConfirmed(faces.provider, web, later)
  mountPackageWeek(faces.provider, web, later)
  mountServiceWeek(faces.provider, web, later)
  mountUploads(faces.provider, web)
  mountUpload(faces.provider, web)
  mountUploadRows(faces.provider, web)
  mountUploadMaps(faces.provider, web)
  mountReview(faces.provider, web, later)
  mountQuery(faces.provider, web, later)
  mountVisits(faces.provider, web, later)
  mountReceivedVisits(faces.provider, web, later)
  mountWaitingVisits(faces.council, web)
  mountCells(faces.provider, web, later)
  mountApi(faces.open, web, later)
  mountSubmissions(faces.council, web)
  mountHeld(faces.council, web)
  mountCouncilUploads(faces.council, web)
  mountCouncilUpload(faces.council, web)
  mountReturn(faces.council, web)
  mountReasons(faces.council, web)
  mountExceptionCodes(faces.council, web)
  mountAbsences(faces.provider, web, later)
  mountCouncilAbsences(faces.council, web)
  mountProviderWeek(faces.council, web)
  mountCouncilPackageWeek(faces.council, web, later)
  mountWays(faces.council, web)
  mountCutOffs(faces.council, web)
  mountActualsSettings(faces.council, web)
  mountSamples(faces.council, web)
  mountSample(faces.council, web)
  mountExceptions(faces.council, web)
  mountQuestion(faces.council, web, later.openConversation)
}

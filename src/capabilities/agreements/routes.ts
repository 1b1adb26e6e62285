import type { PreviewChange } from '../care-packages/index.ts'
import type { Faces } from '../../platform/web/server.ts'
import type { Db } from '../../platform/db/db.ts'
import type { TellBrokerage } from './commands/reject-agreement.ts'
import type { TellThread } from './commands/thread.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountAcceptance } from './pages/council/acceptance/route.tsx'
import { mountAgreement as mountCouncilAgreement, mountPublishing } from './pages/council/agreement/route.tsx'
import { mountAgreements as mountCouncilAgreements } from './pages/council/agreements/route.tsx'
import { countAwaitingDecision } from './store/list.ts'
import { mountPapers as mountCouncilPapers } from './pages/council/papers/route.tsx'
import { mountBatch } from './pages/council/batch/route.tsx'
import { mountBatches } from './pages/council/batches/route.tsx'
import { mountPause } from './pages/council/pause/route.tsx'
import { mountReminders } from './pages/council/reminders/route.tsx'
import { mountSwitchOver } from './pages/council/switch-over/route.tsx'
import { mountUnagreedCare } from './pages/council/unagreed-care/route.tsx'
import { mountTracker } from './pages/council/tracker/route.tsx'
import { mountCheck } from './pages/open/check/route.tsx'
import { mountAgreement } from './pages/provider/agreement/route.tsx'
import { mountAgreements } from './pages/provider/agreements/route.tsx'
import { mountPapers } from './pages/provider/papers/route.tsx'
import { mountRejection } from './pages/provider/rejection/route.tsx'
import { mountResponse } from './pages/provider/response/route.tsx'
import { mountSignature } from './pages/provider/signature/route.tsx'
import { mountSignatures } from './pages/provider/signatures/route.tsx'
import { mountPaper } from './pages/open/paper/route.ts'
import { mountAgreementsFile, mountStaffFiles } from './pages/shared/files.ts'
import { mountSignedSheet } from './pages/shared/signed-sheet/route.tsx'
import { mountWetSignature } from './pages/shared/wet-signature/route.tsx'

/** How brokerage hears of a rejection, a later capability knows. */
export type AgreementOptions = {
  readonly tellBrokerage: TellBrokerage
  /** And how its thread hears what became of it. */
  readonly tellThread: TellThread
  readonly previewChange: PreviewChange
  /** Where the portal is, for the QR codes on papers. */
  readonly origin: string
  /** How strangers look, who check a document. */
  readonly db: Pick<Db, 'glance'>
}

export function routes({ open, provider, council }: Faces, web: Web, options: AgreementOptions): void {
  const { tellBrokerage, tellThread, previewChange, origin, db } = options
  mountCheck(open, web, db)
  mountAgreements(provider, web)
  mountAgreement(provider, web, origin)
  mountAgreementsFile(provider, web, 'provider')
  mountPapers(provider, web, origin)
  mountSignature(provider, web)
  mountSignatures(provider, web)
  mountRejection(provider, web, tellBrokerage)
  mountResponse(provider, web)
  mountCouncilAgreements(council, web)
  mountAgreementsFile(council, web, 'council')
  mountStaffFiles(council, web)
  mountTracker(council, web)
  mountUnagreedCare(council, web)
  mountBatch(council, web)
  mountBatches(council, web)
  mountPause(council, web)
  mountReminders(council, web)
  mountSwitchOver(council, web)
  mountCouncilAgreement(council, web, origin)
  mountCouncilPapers(council, web, origin)
  mountPublishing(council, web, tellThread)
  mountAcceptance(council, web, { tellThread, previewChange })
  mountPaper(open, web)
  mountSignedSheet(provider, web, 'provider')
  mountSignedSheet(council, web, 'council')
  mountWetSignature(provider, web, { side: 'provider', origin })
  mountWetSignature(council, web, { side: 'council', origin })
}

export const navigation: readonly NavigationItem[] = [
  {
    face: 'provider',
    href: '/provider/agreements',
    text: 'Agreements',
    permission: 'agreements.view',
    count: async (tx) => (await countAwaitingDecision(tx)).count,
  },
  { face: 'council', href: '/council/agreements', text: 'Agreements', permission: 'agreements.view' },
]

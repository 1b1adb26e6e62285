import type { FastifyInstance } from 'fastify'
import {
  disposeOfSandboxesJob,
  fillSandboxJob,
  findLeaver,
  findVisitor,
  findWorkplaces,
  inSandboxTime,
  isKnownPermission,
  noteRefusal,
  watchAccountsJob,
  type Access,
} from './capabilities/access/index.ts'
import { fillSandboxOn } from './demonstration/index.ts'
import * as access from './capabilities/access/routes.ts'
import { checkReceived, codes, dropJobs, uploadJobs, weeklyJobs } from './capabilities/actuals/index.ts'
import * as actuals from './capabilities/actuals/routes.ts'
import {
  agreementJobs,
  draftAgreement,
  orderRenewals,
  withdrawForEnded,
  withdrawRenewals,
} from './capabilities/agreements/index.ts'
import * as agreements from './capabilities/agreements/routes.ts'
import * as carePackages from './capabilities/care-packages/routes.ts'
import { contractJobs } from './capabilities/contracts/index.ts'
import * as contracts from './capabilities/contracts/routes.ts'
import * as conversations from './capabilities/conversations/routes.ts'
import { addByKey, openConversation, tellJob } from './capabilities/conversations/index.ts'
import { documentJobs } from './capabilities/documents/index.ts'
import * as developers from './capabilities/developers/routes.ts'
import * as documents from './capabilities/documents/routes.ts'
import * as home from './capabilities/home/routes.ts'
import * as invoices from './capabilities/invoices/routes.ts'
import {
  explainWeek,
  listTaken,
  prepareRunJob,
  quote,
  previewChangedCare,
  quoteAbsence,
} from './capabilities/payments/index.ts'
import * as payments from './capabilities/payments/routes.ts'
import { jobs as providerJobs } from './capabilities/providers/index.ts'
import * as providers from './capabilities/providers/routes.ts'
import * as serviceUsers from './capabilities/service-users/routes.ts'
import { forgetDraftsJob } from './platform/forget-drafts.ts'
import type { TravellingClock } from './platform/clock.ts'
import type { Job } from './platform/jobs.ts'
import { sendMailJob, type Post } from './platform/mail.ts'
import { digestJob, notifyJob } from './platform/notifications/jobs.ts'
import { makePdfs } from './platform/pdf/maker.ts'
import type { Seals } from './platform/seal/seals.ts'
import type { Register } from './platform/web/admission.ts'
import { readAssets } from './platform/web/assets.ts'
import { mountOpenApi } from './platform/web/openapi.ts'
import { createServer, type Faces } from './platform/web/server.ts'
import { createWeb, type Web } from './platform/web/web.ts'
import { sweepFilesJob } from './platform/files/sweep.ts'
import type { Files } from './platform/web/uploads.ts'
import type { WorkRunner } from './platform/work.ts'
import { readFormats } from './start/formats.ts'
import { healthRoutes } from './start/health.ts'

type AppParts = {
  readonly access: Access
  /** What pages read, and what `work` was made with: ahead in a sandbox. Signing in keeps to the real time. */
  readonly clock: TravellingClock
  readonly files: Files
  readonly work: WorkRunner
  readonly origin: string
  readonly trustProxy: boolean
  readonly logLevel: string
  readonly assetsDir: string
}

const navigation = [
  ...home.navigation,
  ...agreements.navigation,
  ...carePackages.navigation,
  ...actuals.navigation,
  ...invoices.navigation,
  ...payments.navigation,
  ...contracts.navigation,
  ...conversations.navigation,
  ...documents.navigation,
  ...providers.navigation,
  ...serviceUsers.navigation,
  ...access.navigation,
]

/** Every capability, mounted. */
export async function createApp(parts: AppParts): Promise<{ app: FastifyInstance; register: Register }> {
  const { db, secrets } = parts.access
  const { clock } = parts
  const web = createWeb({
    db,
    clock,
    work: parts.work,
    navigation,
    assets: readAssets(parts.assetsDir),
    files: parts.files,
  })
  const served = await createServer(
    {
      origin: parts.origin,
      cookieSecret: secrets.cookieSecret,
      assetsDir: parts.assetsDir,
      logger: parts.logLevel === 'silent' ? false : { level: parts.logLevel },
      trustProxy: parts.trustProxy,
      findVisitor: findVisitor(parts.access),
      findLeaver: findLeaver(parts.access),
      onRefused: noteRefusal(parts.access),
      stepUp: access.beforeAct(parts.access, web),
      travels: clock,
      web,
    },
    (faces) => {
      mountCapabilities(faces, web, parts.access)
      healthRoutes(faces.open, db, parts.files.scanner)
      return Promise.resolve()
    },
  )
  refuseUnknownPermissions(served.register)
  return served
}

/** What programs may ask for, of every capability. */
const operations = [
  ...carePackages.operations,
  ...actuals.operations,
  ...payments.operations,
  ...home.operations,
  ...developers.operations,
  ...access.operations,
]

/** What a capability needs of a later one is handed to it here. */
export function mountCapabilities(faces: Faces, web: Web, ways: Access): void {
  access.accessRoutes(ways)(faces, web)
  agreements.routes(faces, web, {
    tellBrokerage: (work, { agreementId, ...told }) =>
      openConversation(work, { ...told, type: 'brokerage', about: { type: 'agreement', id: agreementId } }),
    ...{ tellThread: addByKey, previewChange: previewChangedCare },
    origin: ways.origin,
    db: ways.db,
  })
  carePackages.routes(faces, web, {
    ...{ draftAgreement, openConversation, quoteAbsence },
    ...{ withdrawForEnded: withdrawForEnded(addByKey), previewChange: previewChangedCare },
  })
  const workplaces = findWorkplaces(ways)
  const { origin, db } = ways
  actuals.routes(faces, web, { quote, explain: explainWeek, listTaken, openConversation, origin, db, workplaces })
  payments.routes(faces, web)
  contracts.routes(faces, web, { renew: orderRenewals, withdraw: withdrawRenewals(addByKey) })
  invoices.routes(faces, web)
  conversations.routes(faces, web)
  documents.routes(faces, web)
  providers.routes(faces, web, { secrets: ways.secrets })
  serviceUsers.routes(faces, web)
  home.routes(faces, web, ways.db)
  mountOpenApi(faces.open, operations)
  developers.routes(faces, web, {
    operations,
    origin: ways.origin,
    codes,
    formats: readFormats(),
    check: checkReceived,
  })
}

type JobParts = Pick<Access, 'db' | 'clock' | 'origin' | 'secrets'> & {
  readonly files: Files
  readonly seals: Seals
} & {
  /** What the runner of the jobs was made with. */
  readonly travels: Pick<TravellingClock, 'ahead'>
  /** Where machines leave files; none when absent. */
  readonly dropDir?: string | undefined
}

export function jobs(post: Post | undefined, ways: JobParts): readonly Job[] {
  const all = [
    sendMailJob(post),
    notifyJob,
    digestJob(ways),
    tellJob,
    ...providerJobs,
    ...contractJobs,
    ...agreementJobs({ ...ways, makePdfs, tellThread: addByKey }),
    prepareRunJob,
    ...uploadJobs({ store: ways.files.store, origin: ways.origin }),
    ...dropJobs({ ...ways, ...ways.files }),
    ...weeklyJobs({ db: ways.db, listTaken }),
    watchAccountsJob(ways),
    sweepFilesJob({ ...ways, store: ways.files.store }),
    ...documentJobs({ ...ways, store: ways.files.store }),
    forgetDraftsJob(ways),
    fillSandboxJob(fillSandboxOn(ways)),
    disposeOfSandboxesJob({ ...ways, store: ways.files.store }),
  ]
  return all.map((job) => inSandboxTime(ways, job))
}

/** A misspelt permission would be a door that nobody can open. */
function refuseUnknownPermissions(register: Register): void {
  const unknown = register.filter(
    ({ permission }) => !['public', 'signed-in'].includes(permission) && !isKnownPermission(permission),
  )
  if (unknown.length > 0)
    throw new Error(
      `no role holds ${unknown.map(({ permission, address }) => `${permission} of ${address}`).join(', ')}`,
    )
}

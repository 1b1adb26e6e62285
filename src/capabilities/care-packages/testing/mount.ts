import { draftAgreement, withdrawForEnded } from '../../agreements/index.ts'
import { addByKey, openConversation } from '../../conversations/index.ts'
import { previewChangedCare, quoteAbsence } from '../../payments/index.ts'
import type { Faces } from '../../../platform/web/server.ts'
import type { Web } from '../../../platform/web/web.ts'
import { routes } from '../routes.ts'

/** The pages with what the whole product gives them. */
export function packageRoutes(faces: Faces, web: Web): void {
  routes(faces, web, {
    ...{ draftAgreement, openConversation, quoteAbsence },
    ...{ withdrawForEnded: withdrawForEnded(addByKey), previewChange: previewChangedCare },
  })
}

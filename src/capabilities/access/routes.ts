import type { Faces } from '../../platform/web/server.ts'
import type { Web } from '../../platform/web/web.ts'
import type { Access } from './commands/access.ts'
import { mountAccount } from './pages/open/account/route.tsx'
import { mountInformation } from './pages/open/information/route.tsx'
import { mountPassword } from './pages/open/password/route.tsx'
import { mountPlaces } from './pages/open/places/route.tsx'
import { mountSecurityCode } from './pages/open/security-code/route.tsx'
import { mountSession } from './pages/open/session.tsx'
import { mountSignIn } from './pages/open/sign-in/route.tsx'

/** Signing in has secrets to keep, so its routes are made with them. */
export function accessRoutes(access: Access): (faces: Faces, web: Web) => void {
  return ({ open }, web) => {
    mountSignIn(open, web, access)
    mountPlaces(open, web, access)
    mountSession(open, web, access)
    mountAccount(open, web, access)
    mountPassword(open, web, access)
    mountSecurityCode(open, web, access)
    mountInformation(open, web)
  }
}

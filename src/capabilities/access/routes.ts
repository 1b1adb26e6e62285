import type { Faces } from '../../platform/web/server.ts'
import type { Web } from '../../platform/web/web.ts'
import type { Access } from './index.ts'
import { mountPlaces } from './pages/open/places/route.tsx'
import { mountSession } from './pages/open/session.tsx'
import { mountSignIn } from './pages/open/sign-in/route.tsx'

/** Signing in has secrets to keep, so its routes are made with them. */
export function accessRoutes(access: Access): (faces: Faces, web: Web) => void {
  return ({ open }, web) => {
    mountSignIn(open, web, access)
    mountPlaces(open, web, access)
    mountSession(open, web, access)
  }
}

import type { SignedIn } from '../../commands/enter.ts'

/** The address asked for before signing in, unless it belongs to the other face. */
export function homeAt(face: 'provider' | 'council', returnTo: string): string {
  const other = face === 'provider' ? '/council' : '/provider'
  return returnTo === '' || returnTo.startsWith(other) ? `/${face}` : returnTo
}

/** Where a person goes who has just passed both steps. */
export function nextAfter({ mustChangePassword, place, returnTo }: SignedIn): string {
  if (mustChangePassword) return '/sign-in/new-password'
  return place === undefined ? placesAt(returnTo) : homeAt(place.face, returnTo)
}

export function placesAt(returnTo: string): string {
  return returnTo === '' ? '/places' : `/places?return=${encodeURIComponent(returnTo)}`
}

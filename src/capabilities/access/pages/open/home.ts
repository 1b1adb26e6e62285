import type { SignedIn } from '../../commands/enter.ts'

/** The address asked for before signing in, unless it belongs to the other face. */
export function homeAt(face: 'provider' | 'council', returnTo: string): string {
  const other = face === 'provider' ? '/council' : '/provider'
  return returnTo === '' || returnTo.startsWith(other) ? `/${face}` : returnTo
}

/** Where a person goes who has just passed both steps. */
export function nextAfter({ mustChangePassword, policiesFor, place, returnTo }: SignedIn): string {
  if (mustChangePassword) return '/sign-in/new-password'
  if (policiesFor !== undefined) return policiesAt(policiesFor, returnTo)
  return place === undefined ? placesAt(returnTo) : homeAt(place.face, returnTo)
}

export function placesAt(returnTo: string): string {
  return withReturn('/places', returnTo)
}

export function policiesAt(membershipId: string, returnTo: string): string {
  return withReturn(`/policies/${membershipId}`, returnTo)
}

function withReturn(address: string, returnTo: string): string {
  return returnTo === '' ? address : `${address}?return=${encodeURIComponent(returnTo)}`
}

/** The address asked for before signing in, unless it belongs to the other face. */
export function homeAt(face: 'provider' | 'council', returnTo: string): string {
  const other = face === 'provider' ? '/council' : '/provider'
  return returnTo === '' || returnTo.startsWith(other) ? `/${face}` : returnTo
}

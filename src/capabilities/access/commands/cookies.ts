/** The prefix makes browsers refuse the cookie unless it is for this host alone, and only over https. */
export function sessionCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal' : 'portal'
}

/** Between the two steps; strict, because nobody comes to the second step from another site. */
export function stepCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-step' : 'portal-step'
}

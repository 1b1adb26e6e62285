/** The prefix makes browsers refuse the cookie unless it is for this host alone, and only over https. */
export function sessionCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal' : 'portal'
}

/** While an account is set up: of one browser, and worth nothing once it is done. */
export function setUpCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-set-up' : 'portal-set-up'
}

/** Between the two steps; strict, because nobody comes to the second step from another site. */
export function stepCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-step' : 'portal-step'
}

/** Whose question a passkey answers. Beside the steps of a password, which may be under way in another tab. */
export function passkeyCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-passkey' : 'portal-passkey'
}

/** A browser in which somebody came in before: it counts wrong tries for itself, and stands for neither step. */
export function knownCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-known' : 'portal-known'
}

/** While somebody is away at their organisation's sign-in; lax, because they come back by a link of another site. */
export function signOnCookie({ secureCookies }: { readonly secureCookies: boolean }): string {
  return secureCookies ? '__Host-portal-away' : 'portal-away'
}

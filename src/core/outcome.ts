/** What a rule or command answers: what happened, or why it was refused. Refusals are not errors. */
export type Outcome<T, R extends { readonly code: string }> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R }

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refused<R extends { readonly code: string }>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal }
}

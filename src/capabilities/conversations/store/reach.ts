/** The provider face says whose rows it means; the council sees everyone's. */
export type Reach = {
  readonly providerId: string | undefined
  /** Grants narrower than the organisation: what they write must lie within them. */
  readonly narrow?: boolean
}

/** The provider face says whose; the council sees everyone's. */
export type Reach = { readonly providerId: string | undefined }

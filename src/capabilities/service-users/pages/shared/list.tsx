import { Tag } from '../../../../platform/web/govuk/tag.tsx'

/** Whether the one who looks may open the details, in words. */
export function KnownTag({ known }: { readonly known: boolean }) {
  return known ? <Tag colour="green">You may see the details</Tag> : <Tag colour="grey">Hidden from you</Tag>
}

import { z } from 'zod'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { Decision, DecideRefusal } from '../../rules/price-change.ts'

export const DecisionForm = z.object({
  version: z.coerce.number().int().positive(),
  kind: z.enum(['approve', 'refuse', 'withdraw']).optional(),
  note: z.string().max(20_000).default(''),
})
type Typed = z.infer<typeof DecisionForm>

export function decisionTyped({ kind, note }: Typed): Decision | readonly FieldError[] {
  if (kind === undefined) return [{ field: 'kind', text: 'Select whether you approve it' }]
  if (note.length > 2_000) return [{ field: 'note', text: 'Why must be 2,000 characters or fewer' }]
  return { kind, note }
}

export const decideWords = {
  'not-waiting': { field: 'main-content', text: 'Somebody decided about it in the meantime' },
  'changed-since': { field: 'main-content', text: 'It changed while you had it open. It is shown as it is now' },
  'same-person': { field: 'main-content', text: 'You said this, so somebody else has to approve it' },
  'not-yours': { field: 'main-content', text: 'Only the person who said it can take it back' },
  'reason-missing': { field: 'note', text: 'Enter why you refuse it' },
} satisfies Record<DecideRefusal['code'], FieldError>

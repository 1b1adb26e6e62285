import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { FormUploads } from '../../../../platform/web/uploads.ts'
import type { FileDocument } from '../../commands/file-document.ts'
import type { Served } from '../../store/people.ts'
import { dayOf, type FilingSent } from './filing.ts'

/** A service and a contract under which it cares for the person, as one answer. */
export function placeValue({ serviceId, contractId }: Served): string {
  return `${serviceId}_${contractId}`
}

export function firstPlace(served: readonly Served[]): string {
  const [only, ...more] = served
  return only === undefined || more.length > 0 ? '' : placeValue(only)
}

export function chosenPlace({ place }: FilingSent): readonly FieldError[] {
  return place === '' ? [{ field: 'place', text: 'Select which service it is for' }] : []
}

/** Undefined while an answer is missing, which the form says in its own words. */
export function readyToFile(
  sent: FilingSent,
  { files: [file] }: FormUploads,
): Omit<FileDocument, 'personId'> | undefined {
  const { type, title, note, place } = sent
  const datedOn = dayOf(sent)
  const [serviceId, contractId] = place.split('_')
  if (type === '' || datedOn === undefined || file === undefined) return undefined
  if (serviceId === undefined || contractId === undefined) return undefined
  return { type, title, note, datedOn, file, serviceId, contractId }
}

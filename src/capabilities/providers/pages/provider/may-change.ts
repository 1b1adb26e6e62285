import type { FaceScope } from '../../../../platform/db/scope.ts'

/** A grant for a contract shows the names of its services; to change one, it must itself be granted. */
export function mayChangeService(scope: FaceScope, serviceId: string): boolean {
  return scope.role === 'portal_provider_scoped' ? scope.services.includes(serviceId) : true
}

import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import type { Access } from './commands/access.ts'
import { mountAudit } from './pages/council/audit/route.tsx'
import { mountStartActing } from './pages/council/acting/route.tsx'
import { mountScim } from './api/scim/route.ts'
import { mountSandboxOperations, sandboxOperations } from './api/sandbox.ts'
import { mountCeiling } from './pages/council/ceiling/route.tsx'
import { mountProviderKeys } from './pages/council/api-keys/route.tsx'
import { mountContactRequest } from './pages/council/contact-request/route.tsx'
import { mountContactRequests } from './pages/council/contact-requests/route.tsx'
import { mountLocks } from './pages/council/locks/route.tsx'
import { mountOnboarding } from './pages/council/onboarding/route.tsx'
import { mountPeopleSettings } from './pages/council/people-settings/route.tsx'
import { mountPeopleReport } from './pages/council/people-report/route.tsx'
import { mountPeople } from './pages/council/people/route.tsx'
import { mountPersonDetails } from './pages/council/person-details/route.tsx'
import { mountPersonSessions } from './pages/council/person-sessions/route.tsx'
import { mountPersonGrants } from './pages/council/person-grants/route.tsx'
import { mountPersonNew } from './pages/council/person-new/route.tsx'
import { mountPersonStop } from './pages/council/person-stop/route.tsx'
import { mountPerson } from './pages/council/person/route.tsx'
import { mountConnectionDetails } from './pages/council/sign-on/details-route.tsx'
import { mountScimTokens } from './pages/council/scim/route.tsx'
import { mountConnections } from './pages/council/sign-on/route.tsx'
import { mountSignInSettings } from './pages/council/sign-in-settings/route.tsx'
import { mountStaffMember } from './pages/council/staff-member/route.tsx'
import { mountStaff } from './pages/council/staff/route.tsx'
import { mountNewPolicy } from './pages/council/policy/route.tsx'
import { mountAcceptances } from './pages/council/policies/route.tsx'
import { mountAccount } from './pages/open/account/route.tsx'
import { mountActingEnd } from './pages/open/acting-end/route.ts'
import { mountAuthenticator } from './pages/open/authenticator/route.tsx'
import { mountForgotten } from './pages/open/forgotten/route.tsx'
import { mountKeep } from './pages/open/keep/route.tsx'
import { mountInformation } from './pages/open/information/route.tsx'
import { mountNoPermission } from './pages/open/no-permission/route.tsx'
import { mountJoining } from './pages/open/joining/route.tsx'
import { mountNotifications } from './pages/open/notifications/route.tsx'
import { mountPasskeySignIn } from './pages/open/passkey-sign-in/route.tsx'
import { mountPasskeys } from './pages/open/passkeys/route.tsx'
import { mountPassword } from './pages/open/password/route.tsx'
import { mountPlaces } from './pages/open/places/route.tsx'
import { mountPolicies } from './pages/open/policies/route.tsx'
import { mountRecoveryCodes } from './pages/open/recovery-codes/route.tsx'
import { mountReset } from './pages/open/reset/route.tsx'
import { mountSecurityCode } from './pages/open/security-code/route.tsx'
import { mountSession } from './pages/open/session.tsx'
import { mountSetUpDetails } from './pages/open/set-up-details/route.tsx'
import { mountSetUpPassword } from './pages/open/set-up-password/route.tsx'
import { mountSetUpPolicies } from './pages/open/set-up-policies/route.tsx'
import { mountSetUpSecondStep } from './pages/open/set-up-second-step/route.tsx'
import { mountSetUp } from './pages/open/set-up/route.tsx'
import { mountSignIn } from './pages/open/sign-in/route.tsx'
import { mountSignOn } from './pages/open/sign-on/route.tsx'
import { mountSaml } from './pages/open/sign-on/saml-route.ts'
import { mountTelephone } from './pages/open/telephone/route.tsx'
export { beforeAct } from './pages/open/step-up/before-act.tsx'
import { mountActing } from './pages/provider/acting/route.tsx'
import { mountApiKeys } from './pages/provider/api-keys/route.tsx'
import { mountSandboxes } from './pages/provider/sandboxes/route.tsx'
import { mountJoins } from './pages/provider/joining/route.tsx'
import { mountCover } from './pages/provider/cover/route.tsx'
import { mountPeopleCheck } from './pages/provider/people-check/route.tsx'
import { mountColleagues } from './pages/provider/people/route.tsx'
import { mountColleague } from './pages/provider/person/route.tsx'
import { mountPersonHelp } from './pages/provider/person-help/route.tsx'
import { mountRequestCorrection } from './pages/provider/request-correction/route.tsx'
import { mountRequestDetails } from './pages/provider/request-details/route.tsx'
import { mountRequestGrants } from './pages/provider/request-grants/route.tsx'
import { mountRequest } from './pages/provider/request/route.tsx'

/** What programs may ask for, described. */
export const operations = sandboxOperations

/** Signing in has secrets to keep, so its routes are made with them. */
export function accessRoutes(access: Access): (faces: Faces, web: Web) => void {
  return ({ open, provider, council }, web) => {
    openRoutes(open, web, access)
    providerRoutes(provider, web, access)
    councilRoutes(council, web, access)
  }
}

function openRoutes(open: Faces['open'], web: Web, access: Access): void {
  mountSignIn(open, web, access)
  mountSignOn(open, web, access)
  mountSaml(open, web, access)
  mountPlaces(open, web, access)
  mountPolicies(open, web, access)
  mountSession(open, web, access)
  mountSetUp(open, web, access)
  mountSetUpPassword(open, web, access)
  mountSetUpSecondStep(open, web, access)
  mountSetUpPolicies(open, web, access)
  mountSetUpDetails(open, web, access)
  mountForgotten(open, web, access)
  mountReset(open, web, access)
  mountKeep(open, web, access)
  mountAccount(open, web, access)
  mountPassword(open, web, access)
  mountTelephone(open, web, access)
  mountSecurityCode(open, web, access)
  mountAuthenticator(open, web, access)
  mountPasskeys(open, web, access)
  mountRecoveryCodes(open, web, access)
  mountPasskeySignIn(open, web, access)
  mountInformation(open, web)
  mountNoPermission(open, web, access)
  mountNotifications(open, web)
  mountJoining(open, web, access)
  mountActingEnd(open, web, access)
  mountScim(open, access)
  mountSandboxOperations(open, web, access)
}

function providerRoutes(provider: Faces['provider'], web: Web, access: Access): void {
  mountJoins(provider, web)
  mountActing(provider, web)
  mountColleagues(provider, web, access)
  mountColleague(provider, web, access)
  mountPersonHelp(provider, web, access)
  mountCover(provider, web)
  mountPeopleCheck(provider, web)
  mountApiKeys(provider, web)
  mountSandboxes(provider, web)
  mountRequestDetails(provider, web)
  mountRequestCorrection(provider, web)
  mountRequestGrants(provider, web)
  mountRequest(provider, web, access)
}

function councilRoutes(council: Faces['council'], web: Web, access: Access): void {
  mountStartActing(council, web, access)
  mountContactRequests(council, web)
  mountContactRequest(council, web, access)
  mountPeople(council, web, access)
  mountLocks(council, web, access)
  mountAudit(council, web, access)
  mountProviderKeys(council, web)
  mountPeopleSettings(council, web)
  mountCeiling(council, web)
  mountSignInSettings(council, web, access)
  mountAcceptances(council, web)
  mountNewPolicy(council, web)
  mountConnections(council, web, access)
  mountConnectionDetails(council, web)
  mountScimTokens(council, web, access)
  mountPerson(council, web, access)
  mountPersonStop(council, web, access)
  mountPersonDetails(council, web, access)
  mountPersonSessions(council, web, access)
  mountPersonGrants(council, web, access)
  mountPersonNew(council, web, access)
  mountOnboarding(council, web, access)
  mountPeopleReport(council, web)
  mountStaff(council, web, access)
  mountStaffMember(council, web)
}

export const navigation: readonly NavigationItem[] = [
  {
    face: 'provider',
    href: '/provider/people',
    text: 'People',
    permission: 'people.view',
    also: '/provider/api-keys',
  },
  { face: 'council', href: '/council/people', text: 'People', permission: 'people.view' },
  { face: 'council', href: '/council/staff', text: 'Staff', permission: 'people.view' },
  { face: 'council', href: '/council/contact-requests', text: 'Access requests', permission: 'people.view' },
  { face: 'council', href: '/council/audit', text: 'Audit log', permission: 'audit.view' },
]

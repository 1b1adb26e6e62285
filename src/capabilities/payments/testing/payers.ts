import type { AProvider, APackage, Builder } from '../../../testing/world.ts'

type APayer = {
  readonly payer: 'contribution' | 'top-up' | 'nursing'
  readonly weekly: bigint
  readonly from?: string
}

/** What somebody besides the council pays for a week of a stay, in pence, from a day on. */
export async function aPayer(
  build: Builder,
  home: AProvider,
  { id }: Pick<APackage, 'id'>,
  { payer, weekly, from }: APayer,
): Promise<void> {
  await build.insert('care_packages.payer', {
    council_id: home.councilId,
    provider_id: home.id,
    service_id: home.serviceId,
    contract_id: home.contractId,
    package_id: id,
    ...{ payer, weekly_pence: weekly, from_on: from ?? '2019-04-01' },
  })
}

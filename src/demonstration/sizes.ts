import { demonstrationCouncils, type CouncilProfile, type ProviderPlan, type Sector } from './profiles.ts'

export type PackSize = {
  readonly providers: number
  readonly packages: number
  /** So many of the packages are the first provider's; the rest are spread evenly over the others. */
  readonly ofTheFirst?: number
}

/** A county, and ten years of several. */
export const packSizes = {
  M: { providers: 1_200, packages: 12_000 },
  L: { providers: 1_200, packages: 100_000 },
} as const satisfies Record<string, PackSize>

const mix: readonly (readonly [Sector, ...Sector[]])[] = [
  ['home-support'],
  ['home-support'],
  ['residential'],
  ['home-support', 'extra-care'],
  ['nursing', 'residential'],
  ['home-support'],
  ['day'],
  ['supported-living'],
  ['home-support', 'complex'],
  ['shared-lives'],
]

/** A council of any size by the rules of the first demonstration council, with a name of its own. */
export function sizedCouncil({ providers, packages, ofTheFirst }: PackSize): CouncilProfile {
  const [model] = demonstrationCouncils
  if (model === undefined) throw new Error('there is a demonstration council')
  const first = ofTheFirst ?? Math.ceil(packages / providers)
  const others = Math.max(1, providers - 1)
  const share = (index: number) =>
    index === 0
      ? first
      : Math.floor(((packages - first) * index) / others) - Math.floor(((packages - first) * (index - 1)) / others)
  return {
    ...model,
    code: 'midshire',
    name: 'Midshire County Council (demonstration)',
    shortName: 'Midshire',
    domain: 'midshire.example',
    providers: Array.from({ length: providers }, (_, index): ProviderPlan => {
      const number = String(index + 1).padStart(4, '0')
      const sectors = mix[index % mix.length] ?? ['home-support']
      return { name: `Midshire Care ${number}`, sectors, packages: share(index), domain: `care${number}.example` }
    }),
    firstNumber: 1_000_000,
  }
}

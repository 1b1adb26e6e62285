import { sql, type CompiledQuery } from 'kysely'
import { KEPT_PLANS } from './scope.ts'
import { Tx } from './tx.ts'

type Built<Row> = { compile(by: Tx): CompiledQuery<Row> }
type Use = { readonly tx: Tx; readonly given: readonly unknown[] }
type Kept = { readonly standIns: readonly unknown[]; readonly text: string; readonly values: readonly unknown[] }

/** Stands in a statement for what each use of it brings. */
class StandIn {
  readonly read: (use: Use) => unknown
  constructor(read: (use: Use) => unknown) {
    this.read = read
  }
}

/**
 * A statement that is built once for the life of the program and not before each use, which can take longer than the
 * page around it. `build` is given stand-ins: it may put them into the statement and ask which are absent, but not what
 * they are. What is absent, and each yes or no, makes a statement of its own.
 */
export function statement<Given extends readonly unknown[], Row>(
  build: (tx: Tx, ...given: Given) => Built<Row>,
): (tx: Tx, ...given: Given) => Promise<Row[]> {
  const kept: Kept[] = []
  return (tx, ...given) => {
    const known = kept.find(({ standIns }) => fitAll(given, standIns))
    const { text, values } = known ?? keep(kept, buildOnce(build, given))
    const use = { tx, given }
    return tx.ask<Row>(
      text,
      values.map((value) => (value instanceof StandIn ? value.read(use) : value)),
    )
  }
}

function keep(kept: Kept[], built: Kept): Kept {
  kept.push(built)
  return built
}

function buildOnce<Given extends readonly unknown[], Row>(
  build: (tx: Tx, ...given: Given) => Built<Row>,
  given: Given,
): Kept {
  const standIns = given.map((value, index) => standInFor(value, (use) => use.given[index]))
  const { sql, parameters } = build(planning, ...(standIns as unknown as Given)).compile(planning)
  return { standIns, text: sql, values: parameters }
}

/** Whose statement it will be is as open as its values. */
const planning = Tx.planning(new StandIn(({ tx }) => tx.councilId), new StandIn(({ tx }) => tx.providerId))

function standInFor(value: unknown, read: StandIn['read']): unknown {
  if (isOpen(value)) return value
  if (!isRecord(value)) return new StandIn(read)
  const inside = Object.entries(value).map(([name, inner]) => [
    name,
    standInFor(inner, (use) => {
      const outer = read(use)
      return isRecord(outer) ? outer[name] : undefined
    }),
  ])
  return Object.fromEntries(inside)
}

function fitAll(given: readonly unknown[], standIns: readonly unknown[]): boolean {
  return given.length === standIns.length && given.every((value, index) => fits(value, standIns[index]))
}

/** Whether the same is absent, the same is yes or no, and nothing else is named. */
function fits(value: unknown, standIn: unknown): boolean {
  if (standIn instanceof StandIn) return !isOpen(value) && !isRecord(value)
  if (!isRecord(standIn) || !isRecord(value)) return value === standIn
  for (const name in value) if (!(name in standIn)) return false
  for (const name in standIn) if (!fits(value[name], standIn[name])) return false
  return true
}

/** What `build` may look at. */
function isOpen(value: unknown): value is boolean | null | undefined {
  return value === undefined || value === null || typeof value === 'boolean'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** For the rest of a transaction whose statements find by key. */
export async function keepPlans(tx: Tx): Promise<void> {
  await sql`set local ${sql.raw(KEPT_PLANS)}`.execute(tx)
}

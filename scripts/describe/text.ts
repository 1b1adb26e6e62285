import type { Column, Constraint, Policy, Routine, Schema, Table } from './catalogue.ts'

/** A page a person can read beside a change of schema: everything that decides who may see and write what. */
export function describeSchema({ name, tables, functions, domains }: Schema): string {
  const parts = [
    `Schema ${name}`,
    ...(domains.length > 0 ? [block('Domains', domains)] : []),
    ...tables.map(describeTable),
    ...(functions.length > 0 ? [block('Functions', functions.map(routineLine))] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function describeTable(table: Table): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Columns', columnLines(table.columns)],
    ['Constraints', table.constraints.map(constraintLine)],
    ['Indexes', table.indexes],
    ['Triggers', table.triggers],
    [`Policies (row-level security ${table.rowSecurity})`, table.policies.map(policyLine)],
    ['Grants', table.grants.map(({ role, rights }) => `${role}: ${rights.join(', ')}`)],
  ]
  const head = [
    `${table.kind} ${table.schema}.${table.name}`,
    ...(table.comment === null ? [] : [`  ${table.comment}`]),
    ...(table.partitions === null ? [] : [`  Partitioned by ${table.partitions}`]),
    ...(table.policies.length === 0 && table.kind === 'table' ? [`  Row-level security: ${table.rowSecurity}`] : []),
  ]
  const body = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => indent(block(title, lines)))
  return [head.join('\n'), ...body].join('\n')
}

function columnLines(columns: readonly Column[]): string[] {
  const nameWidth = Math.max(...columns.map(({ name }) => name.length))
  const typeWidth = Math.max(...columns.map(({ type }) => type.length))
  return columns.map((column) => {
    const start = `${column.name.padEnd(nameWidth)}  ${column.type.padEnd(typeWidth)}`
    const rest = [
      ...(column.required ? ['not null'] : []),
      ...(column.made === 'given' ? [] : [column.made]),
      ...(column.defaultsTo === null ? [] : [`default ${column.defaultsTo}`]),
      ...(column.comment === null ? [] : [`-- ${column.comment}`]),
    ]
    return `${start}  ${rest.join('  ')}`.trimEnd()
  })
}

function constraintLine({ name, rule }: Constraint): string {
  return `${name}: ${rule}`
}

function policyLine({ name, command, roles, using, check }: Policy): string {
  const terms = [
    `${name}: ${command} to ${roles.join(', ')}`,
    ...(using === null ? [] : [`using ${oneLine(using)}`]),
    ...(check === null ? [] : [`with check ${oneLine(check)}`]),
  ]
  return terms.join(' ')
}

function routineLine({ signature, traits, grants }: Routine): string {
  return `${signature}${traits === '' ? '' : ` (${traits})`} for ${grants.length === 0 ? 'nobody' : grants.join(', ')}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

function block(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n')
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

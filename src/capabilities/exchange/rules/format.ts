import { accessFiles } from './access-files.ts'
import { answerFiles } from './answer-files.ts'
import { careFiles } from './care-files.ts'
import type { Column, PackFile } from './columns.ts'
import { contractFiles } from './contract-files.ts'
import { councilFiles } from './council-files.ts'
import { orderFiles } from './order-files.ts'
import { payerFiles } from './payer-files.ts'
import { visitPriceFiles } from './visit-price-files.ts'

/** Every file of a pack, in the order in which it is read: a file comes after those it refers to. */
export const packFiles: readonly PackFile[] = [
  ...councilFiles,
  ...contractFiles,
  ...visitPriceFiles,
  ...careFiles,
  ...payerFiles,
  ...orderFiles,
  ...answerFiles,
  ...accessFiles,
]

export function packFile(name: string): PackFile {
  const file = packFiles.find((known) => known.name === name)
  if (file === undefined) throw new Error(`a pack has no file ${name}`)
  return file
}

export function columnOf(file: PackFile, name: string): Column {
  const column = file.columns.find((known) => known.name === name)
  if (column === undefined) throw new Error(`${file.name}.csv has no column ${name}`)
  return column
}

/** 'package-versions' is staged in the temporary table pack_package_versions. */
export function stagingTable(file: string): string {
  return `pack_${file.replaceAll('-', '_')}`
}

import { expect, it } from 'vitest'
import { z } from 'zod'
import { CareFeed } from '../capabilities/care-packages/api/care-shape.ts'
import { careFeedOperation } from '../capabilities/care-packages/api/commissioned.ts'
import { getRemittanceOperation, WholeRemittance } from '../capabilities/payments/api/remittances.ts'
import { packageFile } from '../start/package-files.ts'

const published = [
  {
    name: 'package-feed',
    title: 'Commissioned care, version 1',
    schema: CareFeed,
    example: careFeedOperation.example.answer,
  },
  {
    name: 'remittance',
    title: 'A remittance, version 1',
    schema: WholeRemittance,
    example: getRemittanceOperation.example.answer,
  },
]

it.each(published)('publishes the format of $name as the API answers it', async ({ name, title, schema, example }) => {
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'output' })
  const text = JSON.stringify(
    { $schema, $id: `/developers/formats/${name}-v1.schema.json`, title, ...json },
    undefined,
    2,
  )
  await expect(`${text}\n`).toMatchFileSnapshot(packageFile(`docs/formats/${name}-v1.schema.json`))
  await expect(`${JSON.stringify(example, undefined, 2)}\n`).toMatchFileSnapshot(
    packageFile(`docs/formats/examples/${name}.json`),
  )
})

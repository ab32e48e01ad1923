import { minisearchOver } from '../support/engines.ts'
import { describeEngine } from './conformance.ts'

describeEngine('minisearch', async (source, copies) => minisearchOver(source, copies))

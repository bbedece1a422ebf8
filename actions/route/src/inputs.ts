// The inputs of route.
import { type Inputs, text } from '../../../kit/inputs.ts'

export const inputs = { config: text, routes: text, environment: text }

export type RouteInputs = Inputs<typeof inputs>

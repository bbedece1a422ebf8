// The inputs of route.

import { type Inputs, text, verbatim } from '../../../kit/action/inputs.ts'

export const inputs = { config: text, routes: verbatim, environment: text }

export type RouteInputs = Inputs<typeof inputs>

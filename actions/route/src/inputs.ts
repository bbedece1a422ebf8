// The inputs of route.

import { type Inputs, secret, text, verbatim } from '../../../kit/action/inputs.ts'

export const inputs = { config: text, routes: verbatim, environment: text, token: secret }

export type RouteInputs = Inputs<typeof inputs>

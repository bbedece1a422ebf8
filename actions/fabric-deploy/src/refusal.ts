// Why something is refused. Pure.

/** Why something is refused, and what to do about it; `reason` is one of the action's codes. */
export type Refusal = { readonly reason: string; readonly problem: string }

/** Returns a refusal. */
export const refusal = (reason: string, problem: string): Refusal => ({ reason, problem })

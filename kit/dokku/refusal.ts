// What a server says if it does not let a key run a command. Pure.

/** dokku-acl: "User ci does not have permissions to run ps:inspect on shop, or shop does not exist". Other plugins that refuse keys use their own words. */
const REFUSAL =
  /does not have permissions? to run|(?:access|permission) (?:is |was )?denied|not (?:allowed|permitted|authori[sz]ed) to|unauthori[sz]ed|forbidden/i

/** Returns whether a server refused to run a command for this key. Docker's own "permission denied" is about the server. */
export const isRefusal = (output: string): boolean =>
  REFUSAL.test(output) && !/docker(?:\.sock| daemon)/i.test(output)

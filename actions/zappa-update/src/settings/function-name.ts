// The name that Zappa gives to a function. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'

/** Returns the project's name: that of the settings, or the start of its folder's name (Zappa `get_project_name`). */
export function projectName(setting: unknown, folder: string): string {
  if (setting === undefined) return slugify(folder, 'The name of the project').slice(0, 15)
  if (typeof setting === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(setting)) return setting
  throw new UserError(
    'bad-settings',
    `"project_name" must be 1 to 80 letters, digits, hyphens or underscores, got ${quote(String(setting))}`,
  )
}

/** Returns the name of the Lambda function of a project's stage. */
export const functionName = (project: string, stage: string): string =>
  slugify(`${project}-${stage}`, 'The name of the function')

/** Does what python-slugify does with ASCII. For other letters it has tables, so these are refused. */
function slugify(text: string, what: string): string {
  if (/^[\w .-]+$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
  const message = `${what} would be derived from ${quote(text)}; set "project_name" in the settings, using letters, digits and hyphens`
  throw new UserError('bad-settings', message)
}

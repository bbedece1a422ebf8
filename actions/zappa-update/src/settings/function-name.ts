// The name that Zappa gives a function. Pure.
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'

/** The project's name: as the settings have it, or the beginning of its folder's name (Zappa `get_project_name`). */
export function projectName(given: unknown, folder: string): string {
  if (given === undefined) return slug(folder, 'The name of the folder').slice(0, 15)
  if (typeof given === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(given)) return given
  throw new UserError(
    'bad-settings',
    `"project_name" must have 1 to 80 letters, digits, hyphens or underscores; it is ${quote(String(given))}`,
  )
}

/** The Lambda function of a project's stage. */
export const functionName = (project: string, stage: string): string =>
  slug(`${project}-${stage}`, 'The name of the function')

/** As python-slugify makes it of ASCII; of other letters it has its own tables. */
function slug(text: string, called: string): string {
  if (/^[\w .-]+$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
  const what = `${called} would come from ${quote(text)}; say "project_name" in the settings, with letters, digits and hyphens`
  throw new UserError('bad-settings', what)
}

// The words in Zappa's settings that are not secret: the region, the stages, the project. Pure.

import { isObject } from './zappa.ts'

/** The keys of a stage whose values are names and places, which Zappa prints itself. */
const OPEN_KEYS = [
  'app_function',
  'app_module',
  'aws_region',
  'base_path',
  'django_settings',
  'domain',
  'extends',
  'log_level',
  'profile_name',
  'project_name',
  'role_name',
  'runtime',
  's3_bucket',
]

/** Returns the names of the stages, and what they say about themselves; nothing if these are not Zappa's settings. */
export function openWords(stages: Readonly<Record<string, unknown>>): string[] {
  const found = Object.values(stages).flatMap((stage) =>
    isObject(stage) ? OPEN_KEYS.map((key) => stage[key]) : [],
  )
  const words = found.filter((word) => typeof word === 'string' && word !== '')
  return words.length === 0 ? [] : [...new Set([...Object.keys(stages), ...words.map(String)])]
}

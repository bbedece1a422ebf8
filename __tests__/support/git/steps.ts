// Repositories made from steps: `@name` is a tag, `@@name` an annotated tag, `>name` a new branch, `<name>` a checkout, `^name` a merge
// of a branch; else a commit message.

import { git } from '../../../fakes/git/git.ts'
import { importStreams, PERSON, START } from './histories.ts'

/** Makes a repository in a new folder. Returns the folder. */
export function repositoryOf(folder: string, steps: readonly string[]): string {
  importStreams([{ folder, ...streamOf(steps) }])
  return folder
}

function streamOf(steps: readonly string[]): { stream: string; head: string } {
  const tips = new Map<string, number>()
  let [branch, marks, stream] = ['main', 0, '']
  for (const step of steps) {
    const name = step.replace(/^(?:@@|[@<>^])/, '')
    const tip = tips.get(branch)
    const from = tip === undefined ? '' : `from :${tip}\n`
    if (step.startsWith('@@')) {
      stream += `tag ${name}\n${from}tagger ${PERSON} ${START} +0100\ndata 1\nx\n`
    } else if (step.startsWith('@')) stream += `reset refs/tags/${name}\n${from}\n`
    else if (step.startsWith('>')) {
      stream += `reset refs/heads/${name}\n${from}\n`
      if (tip !== undefined) tips.set(name, tip)
      branch = name
    } else if (step.startsWith('<')) branch = name
    else {
      marks += 1
      const text = step.startsWith('^') ? `Merge ${name}` : step
      const message = `data ${Buffer.byteLength(text)}\n${text}\n`
      const merged = step.startsWith('^') ? `merge :${tips.get(name)}\n` : ''
      stream += `commit refs/heads/${branch}\nmark :${marks}\ncommitter ${PERSON} ${START + marks} +0100\n${message}${from}${merged}\n`
      tips.set(branch, marks)
    }
  }
  return { stream, head: `refs/heads/${branch}` }
}

/** Adds steps to a repository, with git. */
export function go(folder: string, ...steps: readonly string[]): void {
  for (const step of steps) {
    if (step.startsWith('@@')) git(folder, 'tag', '--annotate', '--message=x', step.slice(2))
    else if (step.startsWith('@')) git(folder, 'tag', step.slice(1))
    else if (step.startsWith('>')) git(folder, 'checkout', '--quiet', '-B', step.slice(1))
    else if (step.startsWith('<')) git(folder, 'checkout', '--quiet', step.slice(1))
    else git(folder, 'commit', '--quiet', '--allow-empty', `--message=${step}`)
  }
}

// `npm run picture`: the job summary of a deployment that fails and is rolled back, as GitHub shows it, for the README.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'marked'
import { fabricDeploy } from '../rehearsal/scenes/fabric-deploy.ts'
import { ROOT } from './actions.ts'

const FOLDER = join(ROOT, 'action-docs/pictures')

/** GitHub's colours for text, muted text, borders, alternate rows, code and the page (primer/primitives, light and dark). */
const THEMES = {
  light: { text: '#1f2328', border: '#d1d9e0', row: '#f6f8fa', code: '#818b981f', page: '#ffffff' },
  dark: { text: '#f0f6fc', border: '#3d444d', row: '#151b23', code: '#656c7633', page: '#0d1117' },
} as const

/** The size of the picture in pixels; the text is set so that it fits. */
const [WIDTH, HEIGHT] = [1000, 330]

/** The summary of a deployment by the built action, in Markdown. */
async function failedDeployment(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-picture-'))
  const { scenes, stop } = fabricDeploy(folder)
  try {
    const [deployed, failed] = scenes
    await deployed?.()
    const result = await failed?.()
    if (!result?.ok)
      throw new Error(`the deployment cannot be played: ${result?.errors.join('\n')}`)
    return result.summary
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All hosts of the rehearsal are ports of one address: readers see the name that each represents. */
function withHostNames(markdown: string): string {
  const names = new Map<string, string>()
  return markdown.replace(/127&#46;0&#46;0&#46;1&#58;\d+/g, (address) => {
    if (!names.has(address)) names.set(address, `web${names.size + 1}.example.org`)
    return names.get(address) ?? address
  })
}

function picture(html: string, theme: keyof typeof THEMES): string {
  const { text, border, row, code, page } = THEMES[theme]
  const css = `
    * { box-sizing: border-box }
    main { font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; color: ${text};
      background: ${page}; border: 1px solid ${border}; border-radius: 6px; padding: 16px 24px; height: ${HEIGHT}px }
    h3 { font-size: 17.5px; margin: 0 0 12px }
    ul + h3, table + h3 { margin-top: 18px }
    p, ul { margin: 0 0 12px }
    ul { padding-left: 2em }
    table { border-collapse: collapse }
    th, td { border: 1px solid ${border}; padding: 6px 13px; text-align: left }
    tbody tr:nth-child(2n) { background: ${row} }
    code { font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: ${code}; border-radius: 6px;
      padding: 0.2em 0.4em }`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<foreignObject width="100%" height="100%">
<main xmlns="http://www.w3.org/1999/xhtml"><style>${css}</style>
${html}</main>
</foreignObject>
</svg>
`
}

const html = await parse(withHostNames(await failedDeployment()))
mkdirSync(FOLDER, { recursive: true })
for (const theme of ['light', 'dark'] as const) {
  const file = join(FOLDER, `summary-${theme}.svg`)
  writeFileSync(file, picture(html, theme))
  process.stdout.write(`${file} is written\n`)
}

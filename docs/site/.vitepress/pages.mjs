// The pages of the site, and where their links lead. The pages are plain Markdown files that also read well on GitHub.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
export const source = fs.readFileSync(path.join(root, 'pom.xml'), 'utf8').match(/<scm[\s\S]*?<url>(.*?)<\/url>/)[1]
const published = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']

function under(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) return name === 'docs/site' || entry.name === 'node_modules' ? [] : under(name)
    return entry.name.endsWith('.md') ? [name] : []
  })
}

/** The address of a page in the site, still with the extension of its Markdown. */
export function addressOf(file) {
  if (file === 'docs/README.md') return 'pages.md'
  return file.replace(/^docs\//, '').replace(/README\.md$/, 'index.md').toLowerCase()
}

/** All pages: their files, relative to the project, with their addresses. */
export const pages = new Map([...published, ...under('docs').sort()].map((file) => [file, addressOf(file)]))

/**
 * Where a relative link of a page leads: to the address of another page, to an image, or to the project's repository.
 * A link that leads nowhere ends the build.
 */
export function target(file, link) {
  const [name, anchor] = link.split('#', 2)
  if (/^[a-z]+:/.test(link) || name === '') return { external: true, href: link }
  const to = path.posix.normalize(path.posix.join(path.posix.dirname(file), decodeURI(name))).replace(/\/$/, '')
  const page = [to, `${to}/README.md`].find((one) => pages.has(one))
  const fragment = anchor === undefined ? '' : `#${anchor}`
  if (page) return { page: pages.get(page), fragment }
  if (!fs.existsSync(path.join(root, to))) throw new Error(`${file}: ${link} leads nowhere`)
  if (/\.(png|svg)$/.test(to)) return { image: to.replace(/^docs\//, '') }
  const kind = fs.statSync(path.join(root, to)).isDirectory() ? 'tree' : 'blob'
  return { external: true, href: `${source}/${kind}/main/${to}${fragment}` }
}

/** The anchor of a heading, by the rules of GitHub. .ci/links.py has the same rules. */
export function slug(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-')
}

/** The Markdown of a page as the site serves it beside the page, with links that lead to the Markdown of other pages. */
export function markdownOf(file) {
  const from = path.posix.dirname(pages.get(file))
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return text.split(/^(```[\s\S]*?^```.*$)/m).map((part, index) => index % 2 ? part
    : part.replace(/\]\(([^)\s]+)\)/g, (_, link) => {
      const to = target(file, link)
      if (to.external) return `](${to.href})`
      return `](${path.posix.relative(from, to.page ?? to.image)}${to.fragment ?? ''})`
    })).join('').replace(/^<!--.*-->\n/gm, '')
}

export function titleOf(file) {
  return fs.readFileSync(path.join(root, file), 'utf8').match(/^# (.*)$/m)[1].replaceAll('`', '')
}

/** The first sentence of a page. */
export function summaryOf(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8').replace(/^<!--.*-->\n/gm, '')
  const paragraph = text.split(/\n{2,}/).find((part) => /^[A-Z*"`[]/.test(part)) ?? ''
  return paragraph.replace(/\s+/g, ' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')
    .match(/^.*?[.:](?= |$)/)?.[0].replace(/:$/, '.') ?? ''
}

// The order of the pages, by what people do. A page that no section names comes at the end of its folder's section.
import { pages, titleOf } from './pages.mjs'

const guide = (...names) => names.map((name) => `docs/guide/${name}.md`)

const sections = [
  { text: 'Start', folder: 'docs/getting-started/', files: ['README.md', 'docs/README.md', 'docs/getting-started/README.md'] },
  { text: 'Concepts', folder: 'docs/concepts/', files: guide('whatsapp', 'hostings', 'delivery', 'pacing', 'cost', 'comparison', 'migration') },
  { text: 'Guides', folder: 'docs/guide/', files: guide('sending', 'messages', 'media', 'media-reuse', 'links', 'templates',
    'answers', 'events', 'events-model', 'questions', 'flows', 'account', 'never-twice', 'message-repository') },
  { text: 'Recipes', folder: 'docs/recipes/', files: guide('recipes', 'fallback') },
  { text: 'Production', folder: 'docs/production/', files: guide('production', 'operations', 'metrics', 'traces', 'data-protection', 'security') },
  { text: 'Troubleshooting', folder: 'docs/troubleshooting/', files: guide('troubleshooting', 'errors') },
  { text: 'Runtimes', folder: 'docs/runtimes/', files: guide('runtimes', 'quarkus', 'kamelets', 'editors') },
  { text: 'Reference', folder: 'docs/reference/', files: ['docs/reference/component.md'] },
  { text: 'Emulator', folder: 'docs/emulator/', files: guide('emulator', 'emulator-rules', 'emulator-api', 'emulator-service', 'emulator-comparison') },
  { text: 'Benchmarks', folder: 'docs/benchmarks/', files: ['docs/benchmarks/README.md'] },
  { text: 'Contributing', folder: 'docs/dev/', files: ['CONTRIBUTING.md', 'docs/dev/architecture.md', 'docs/dev/house.md', 'docs/dev/testing.md',
    'docs/dev/site.md', 'docs/dev/releasing.md', 'docs/dev/threat-model.md', 'SECURITY.md', 'CHANGELOG.md'] },
  { text: 'Decisions', folder: 'docs/decisions/', files: [] },
]

const named = new Set(sections.flatMap((section) => section.files))
const rest = [...pages.keys()].filter((file) => !named.has(file))

/** Each section with the files of its pages. */
export const navigation = sections.map(({ text, folder, files }) => ({
  text,
  files: [...files.filter((file) => pages.has(file)), ...rest.filter((file) => file.startsWith(folder))],
})).filter((section) => section.files.length > 0)

const lost = rest.filter((file) => !navigation.some((section) => section.files.includes(file)))
if (lost.length > 0) throw new Error(`no section of the navigation has ${lost.join(', ')}`)

export const sidebar = navigation.map(({ text, files }) => ({
  text,
  collapsed: text === 'Decisions' || text === 'Contributing' || text === 'Benchmarks',
  items: files.map((file) => ({ text: file === 'README.md' ? 'Overview' : titleOf(file), link: `/${pages.get(file).replace(/(index)?\.md$/, '')}` })),
}))

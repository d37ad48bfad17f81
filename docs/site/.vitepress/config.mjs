import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { navigation, sidebar } from './navigation.mjs'
import { markdownOf, pages, root, slug, source, summaryOf, target, titleOf } from './pages.mjs'
import { tabs } from './tabs.mjs'

const folders = fs.readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'docs')

/** Lets the links of a page lead where they lead in the site. */
function links(md) {
  md.core.ruler.push('site-links', (state) => {
    const file = path.relative(root, state.env.realPath ?? state.env.path)
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      if (token.type !== 'link_open') continue
      const to = target(file, token.attrGet('href'))
      token.attrSet('href', to.href ?? `/${to.page ?? to.image}${to.fragment ?? ''}`)
    }
  })
}

/** Keeps Vue from evaluating braces: Camel's placeholders and those of templates look like its own. */
function braces(md) {
  for (const rule of ['text', 'code_inline']) {
    const render = md.renderer.rules[rule]
    md.renderer.rules[rule] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;')
  }
}

/** Writes each page's Markdown beside it, llms.txt with the list of pages, and llms-full.txt with all of their texts. */
function writeMarkdown({ outDir }) {
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(outDir, name)), { recursive: true })
    fs.writeFileSync(path.join(outDir, name), text)
  }
  for (const [file, address] of pages) write(address, markdownOf(file))
  for (const folder of ['images', 'benchmarks']) {
    fs.cpSync(path.join(root, 'docs', folder), path.join(outDir, folder),
      { recursive: true, filter: (file) => fs.statSync(file).isDirectory() || /\.(png|svg)$/.test(file) })
  }
  const list = navigation.map(({ text, files }) => [`## ${text}`, '',
    ...files.map((file) => `- [${titleOf(file)}](${pages.get(file)}): ${summaryOf(file)}`.replace(/: $/, '')), ''].join('\n'))
  write('llms.txt', `# camel-whatsapp360\n\n> ${summaryOf('README.md')}\n\n${list.join('\n')}`)
  write('llms-full.txt', navigation.flatMap((section) => section.files).map(markdownOf).join('\n\n'))
}

export default defineConfig({
  title: 'camel-whatsapp360',
  description: 'An Apache Camel component for the WhatsApp Business API of 360dialog',
  lang: 'en',
  // no icon, so that browsers do not ask for one
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: '../..',
  srcExclude: [...folders.map((folder) => `${folder.name}/**`), 'docs/site/**', '**/node_modules/**', 'CHANGELOG.d-*.md'],
  outDir: 'target/site',
  cacheDir: 'target/cache',
  rewrites: (file) => pages.get(file) ?? file,
  metaChunk: true,
  vite: {
    build: { chunkSizeWarningLimit: 4096 },
    // the pages are outside this folder, where no node_modules are found
    resolve: { alias: [{ find: /^vue(\/server-renderer)?$/, replacement: fileURLToPath(new URL('../node_modules/vue$1', import.meta.url)) }] },
  },
  markdown: {
    anchor: { slugify: slug },
    toc: { slugify: slug },
    attrs: { disable: true },
    config(md) {
      md.use(links).use(braces).use(tabs)
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Get started', link: '/getting-started/' },
      { text: 'Sending', link: '/guide/sending' },
      { text: 'Errors', link: '/guide/errors' },
      { text: 'Options', link: '/reference/component' },
    ],
    sidebar,
    socialLinks: [{ icon: 'github', link: source }],
  },
  transformPageData(page) {
    page.description = summaryOf(page.filePath) || page.description
  },
  buildEnd: writeMarkdown,
})

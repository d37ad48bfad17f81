// Neighbouring code blocks in different languages say the same. On GitHub they follow one another; here they are tabs.

const titles = { java: 'Java', yaml: 'YAML', xml: 'XML', json: 'JSON' }

/** The tab of a block, or nothing: XML is also the language of dependencies, which are no other form of a route. */
function titleOf(token) {
  if (token?.type !== 'fence') return undefined
  const language = token.info.trim()
  return language === 'xml' && !/<(routes?|beans|camel|from|to)\b/.test(token.content) ? undefined : titles[language]
}

/** A comment, which no reader sees. */
const comment = (token) => token?.type === 'html_block' && /^\s*<!--[^]*-->\s*$/.test(token.content)

export function tabs(md) {
  md.core.ruler.push('tabs', (state) => {
    const { tokens } = state
    for (let first = 0; first < tokens.length; first++) {
      const found = new Set()
      let end = first
      for (let next = first; titleOf(tokens[next]) && !found.has(titleOf(tokens[next]));) {
        found.add(titleOf(tokens[next]))
        end = ++next
        while (comment(tokens[next])) next++
      }
      if (found.size < 2) continue
      const blocks = tokens.slice(first, end).filter(titleOf)
      for (const token of blocks) token.info += ` [${titleOf(token)}]`
      tokens.splice(first, end - first, ...blocks)
      end = first + blocks.length
      tokens.splice(end, 0, new state.Token('container_code-group_close', 'div', -1))
      tokens.splice(first, 0, new state.Token('container_code-group_open', 'div', 1))
      first = end + 1
    }
  })
}

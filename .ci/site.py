#!/usr/bin/env python3
"""Builds the documentation's site and checks it.

Dead links end the build. In what was built, every link and anchor must lead somewhere, each page must have its Markdown
beside it, and nothing may be loaded from elsewhere. Then Chromium shows each page at three widths: nothing may
be wider than the page, no error may be in the console, and nothing may have been requested from another server. At
last, the search, the tabs and the dark mode are used.

--screenshots FOLDER  also draws each page at three widths, and in the dark
"""
import argparse
import base64
import functools
import html.parser
import http.server
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.parse
import urllib.request

root = pathlib.Path(__file__).resolve().parent.parent
folder = root / "docs/site"
site = folder / "target/site"
problems = []

# a phone, a tablet and a desktop
WIDTHS = (390, 768, 1300)


def build():
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True)
    shutil.rmtree(site, ignore_errors=True)
    subprocess.run(["npm", "run", "--silent", "build"], cwd=folder, check=True)


class Page(html.parser.HTMLParser):
    """The anchors, links and resources of a page."""

    def __init__(self, file):
        super().__init__()
        self.ids, self.links, self.resources = set(), [], []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        elif tag != "a":
            self.resources += [values[name] for name in ("src", "href", "poster", "data", "srcset") if values.get(name)]


def in_site(page, address):
    """The file of an address and its anchor."""
    path, _, anchor = address.partition("#")
    path = urllib.parse.unquote(path.partition("?")[0])
    if not path:
        return page, anchor
    file = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    return (file / "index.html" if path.endswith("/") else file if file.suffix else file.with_suffix(".html")), anchor


def check_files():
    pages = {file: Page(file) for file in sorted(site.rglob("*.html"))}
    if len(pages) < 60:
        problems.append(f"there are only {len(pages)} pages")
    for file, page in pages.items():
        name = file.relative_to(site)
        for resource in page.resources:
            if re.match(r"[a-z]+:|//", resource) and not resource.startswith("data:"):
                problems.append(f"{name} loads {resource}")
            elif not resource.startswith("data:") and not in_site(file, resource)[0].exists():
                problems.append(f"{name} loads {resource}, which is not there")
        if name.name == "404.html":
            continue
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            to, anchor = in_site(file, link)
            if not to.exists():
                problems.append(f"{name}: {link} leads nowhere")
            elif anchor and urllib.parse.unquote(anchor) not in pages[to].ids:
                problems.append(f"{name}: {link} names a heading that is not there")
        if not file.with_suffix(".md").exists():
            problems.append(f"{name} has no Markdown beside it")
    for file in site.rglob("*.css"):
        for found in re.findall(r"url\(\s*[\"']?((?:[a-z]+:)?//[^)\"']*)|@import\s+([^;]*)", file.read_text(encoding="utf-8")):
            problems.append(f"{file.relative_to(site)} loads {''.join(found)}")
    for file in [*site.rglob("*.md"), site / "llms.txt"]:
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
        for link in re.findall(r"\]\(([^)\s#]+)", text):
            if not re.match(r"[a-z]+:", link) and not (file.parent / link).exists():
                problems.append(f"{file.relative_to(site)}: {link} leads nowhere")
    listed = set(re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text(encoding="utf-8")))
    for file in site.rglob("*.md"):
        if str(file.relative_to(site)) not in listed:
            problems.append(f"llms.txt does not list {file.relative_to(site)}")
    return [str(file.relative_to(site)) for file in pages]


class Browser:
    """Chromium, driven by the protocol of WebDriver. It can reach this machine only."""

    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if started := re.search(r"successfully on port (\d+)", line):
                break
        self.url = f"http://127.0.0.1:{started.group(1)}/session"
        # the driver's later lines must not fill the pipe
        threading.Thread(target=self.driver.stdout.read, daemon=True).start()
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.url += "/" + self.post("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def post(self, path, body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def width(self, pixels, height=844):
        self.devtools("Emulation.setDeviceMetricsOverride", width=pixels, height=height, deviceScaleFactor=1, mobile=False)

    def dark(self, dark):
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.devtools("Emulation.setEmulatedMedia", features=features)

    def open(self, address):
        self.post("/url", {"url": address})

    def run(self, script):
        return self.post("/execute/async", {"script": f"const done = arguments[0]; (async () => {{ {script} }})().then(done)", "args": []})

    def errors(self):
        return [entry["message"] for entry in self.post("/se/log", {"type": "browser"}) if entry["level"] == "SEVERE"]

    def picture(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        data = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        file.write_bytes(base64.b64decode(data))

    def close(self):
        try:
            urllib.request.urlopen(urllib.request.Request(self.url, method="DELETE"), timeout=60).close()
        finally:
            self.driver.terminate()
            self.driver.wait()


WIDE = """
await document.fonts.ready
const wide = []
if (document.documentElement.scrollWidth > innerWidth) wide.push(`the page has ${document.documentElement.scrollWidth} px`)
const scrolls = (e) => e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement))
for (const e of document.querySelectorAll('.vp-doc *')) {
  if (e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement) && !scrolls(e)) wide.push(`${e.tagName}: ${e.textContent.slice(0, 60)}`)
}
for (const i of document.querySelectorAll('.vp-doc img')) if (!i.naturalWidth) { await i.decode().catch(() => wide.push('no image ' + i.src)) }
const elsewhere = performance.getEntriesByType('resource').map((r) => r.name).filter((r) => !r.startsWith(location.origin) && !r.startsWith('data:'))
return [wide, elsewhere]
"""

USE = """
const until = async (what, check) => {
  for (let i = 0; i < 600; i++) { const found = check(); if (found) return found; await new Promise((go) => setTimeout(go, 50)) }
  throw new Error(what)
}
try {
  const [java, json] = await until('tabs', () => { const l = document.querySelectorAll('.vp-code-group .tabs label'); return l.length > 1 && l })
  if (java.textContent !== 'Java') throw new Error(`the first tab is ${java.textContent}`)
  const blocks = java.closest('.vp-code-group').querySelectorAll('.blocks > div')
  await until('hydration', () => document.querySelector('#app').__vue_app__)
  json.click()
  await until('the second tab', () => getComputedStyle(blocks[0]).display === 'none' && getComputedStyle(blocks[1]).display === 'block')
  document.querySelector('.VPSwitchAppearance').click()
  await until('dark mode', () => document.documentElement.classList.contains('dark'))
  await until('the search', () => { document.querySelector('#local-search button, .VPNavBarSearchButton, .DocSearch-Button').click(); return document.querySelector('.VPLocalSearchBox input') })
  const input = document.querySelector('.VPLocalSearchBox input')
  input.value = 'settleTime'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await until('results', () => document.querySelector('.VPLocalSearchBox .result[href*="never-twice"]'))
  return ''
} catch (e) { return e.message }
"""


def check_in_browser(pages, pictures):
    handler = functools.partial(QuietHandler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}/"
    browser = Browser()
    try:
        for name in pages:
            browser.dark(False)
            browser.width(WIDTHS[0])
            browser.open(origin + name)
            for width in WIDTHS:
                browser.width(width)
                wide, elsewhere = browser.run(WIDE)
                problems.extend(f"{name} at {width} px is too wide: {what}" for what in wide)
            problems.extend(f"{name} requested {address}" for address in elsewhere)
            problems.extend(f"{name}: {error}" for error in browser.errors())
            if pictures:
                stem = pictures / name.replace("/", "_").removesuffix(".html")
                browser.run("document.head.append(Object.assign(document.createElement('style'), {textContent: '* {transition: none !important}'}))")
                for width in WIDTHS:
                    browser.width(width)
                    browser.picture(stem.with_name(f"{stem.name}-{width}.png"))
                browser.dark(True)
                browser.picture(stem.with_name(f"{stem.name}-1300-dark.png"))
        browser.dark(False)
        browser.width(1300)
        browser.open(origin + "guide/messages.html")
        if failed := browser.run(USE):
            problems.append(f"guide/messages.html, used in a browser: {failed}")
        problems.extend(browser.errors())
    finally:
        browser.close()
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--screenshots", type=pathlib.Path)
arguments.add_argument("--built", action="store_true", help="checks what was built before")
options = arguments.parse_args()
# so that the browser is ended
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
if not options.built:
    build()
pages = check_files()
check_in_browser(pages, options.screenshots)
for problem in problems:
    print(problem)
print(f"{len(pages)} pages, {len(problems)} problems")
sys.exit(1 if problems else 0)

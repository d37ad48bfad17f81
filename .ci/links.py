#!/usr/bin/env python3
"""Checks the links in the project's Markdown files, without any connection.

A relative link must lead to a file, and its anchor to a heading by GitHub's rules, or to a line of a source file. A link
to the project's own repository is treated like a relative one, also in Java files. The address of another link must be
well-formed.
"""
import pathlib
import re
import subprocess
import sys
import unicodedata
import urllib.parse

root = pathlib.Path(__file__).resolve().parent.parent
source = re.search(r"<scm.*?<url>(.*?)</url>", (root / "pom.xml").read_text(encoding="utf-8"), re.S).group(1)
FENCE = re.compile(r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^ *\2[`~]* *$", re.M | re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)


def without_code(text):
    """The text without code blocks and comments, line by line as before, and with code spans that hold no brackets."""
    text = FENCE.sub(lambda block: "\n" * block.group().count("\n"), text)
    text = COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    return re.sub(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", lambda span: "`" + re.sub(r"[\[\]()<>]", "", span.group(2)) + "`", text)


def slug(heading):
    """The anchor of a heading, by the rules of GitHub. docs/site/.vitepress/pages.mjs has the same rules."""
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    code_or_text = re.split(r"(`[^`]*`)", heading)
    plain = "".join(part if part.startswith("`") else re.sub(r"(\*\*|\*|(?<!\w)_|_(?!\w))", "", part) for part in code_or_text)
    kept = (c for c in plain.strip().lower() if c in " -" or unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) == "Pc")
    return "".join(kept).replace(" ", "-")


def anchors(page, known={}):
    if page not in known:
        seen = {}
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        for heading in re.findall(r"^#{1,6} +(.*?)(?: +#+)? *$", COMMENT.sub("", text), re.M):
            name = slug(heading)
            count = seen.get(name, -1) + 1
            seen[name] = count
            if count:
                seen[f"{name}-{count}"] = 0
        known[page] = set(seen) | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    return known[page]


def wrong(page, link):
    """The reason why a link is wrong, or nothing."""
    for kind in ("blob", "tree"):
        if link.startswith(f"{source}/{kind}/main/"):
            # code appends a number to an anchor that ends in a hyphen
            if page.suffix == ".java" and link.endswith("-") and ".md#" in link:
                file, _, start = link[len(f"{source}/{kind}/main/"):].partition("#")
                known = anchors(root / file) if (root / file).exists() else ()
                return None if any(anchor.startswith(start) for anchor in known) else "begins no heading"
            return wrong(root / "README.md", link[len(f"{source}/{kind}/main/"):])
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
        try:
            address = urllib.parse.urlsplit(link)
            address.port
        except ValueError as e:
            return str(e)
        if address.scheme == "mailto":
            return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", address.path) else "is no mail address"
        if address.scheme not in ("http", "https"):
            return f"has the scheme {address.scheme}"
        if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", address.hostname or ""):
            return "has no host name"
        return "has a character that must be encoded" if re.search(r'[^!-~]|[<>"{}|\\^`]', link) else None
    name, _, anchor = link.partition("#")
    file = (page.parent / urllib.parse.unquote(name)).resolve() if name else page
    if not file.exists():
        return "leads nowhere"
    if root not in (file, *file.parents):
        return "leads out of the project"
    if "#" not in link:
        return None
    if file.is_dir():
        file = file / "README.md"
    if file.suffix == ".md":
        return None if file.exists() and anchor in anchors(file) else "names a heading that is not there"
    lines = re.fullmatch(r"L(\d+)(?:-L(\d+))?", anchor)
    if not lines or int(lines.group(2) or lines.group(1)) > file.read_text(encoding="utf-8").count("\n") + 1:
        return "names a line that is not there"
    return None


def links(name, text):
    """Each link with its line."""
    if name.endswith(".md"):
        text = without_code(text)
        pattern = r"\]\(\s*<?([^)\s>]*)[^)]*\)|^ {0,3}\[[^\]^]+\]: *(\S+)|<(https?:[^>\s]+)>|(?:href|src)=\"([^\"]*)\""
    else:
        pattern = rf"({re.escape(source)}/(?:blob|tree)/main/[^\s\"<>)]+)"
    for found in re.finditer(pattern, text, re.M):
        yield text.count("\n", 0, found.start()) + 1, next((group for group in found.groups() if group is not None), "")


files = subprocess.run(["git", "ls-files", "*.md", "*.java"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")
broken = 0
checked = 0
for name in filter(None, files):
    page = root / name
    if not page.exists():
        continue
    for line, link in links(name, page.read_text(encoding="utf-8")):
        checked += 1
        reason = wrong(page, link) if link else "is empty"
        if reason:
            print(f"{name}:{line}: {link} {reason}")
            broken += 1
print(f"{checked} links, {broken} broken")
sys.exit(1 if broken or checked < 300 else 0)

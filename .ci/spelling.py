#!/usr/bin/env python3
"""Checks the spelling: hunspell reads the Markdown files and the Javadoc, codespell reads all text files.

Code blocks, code spans, addresses and names of code are left out. docs/dev/words.txt has the words that hunspell's
dictionary of British English lacks. A word in it that occurs nowhere is reported too. --write adds all unknown words.
"""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
words = root / "docs/dev/words.txt"
# the words of codespell's list that are no mistakes here
NO_MISTAKES = "vertx,te,ser,als,alle,ist,sie,didi,atachment"
LEFT_OUT = ("package-lock.json", "words.txt", ".svg", "dashboard.json", "LICENSE", "SHA256SUMS", "test_checks.py")


def tracked(*patterns):
    names = subprocess.run(["git", "ls-files", *patterns], cwd=root, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\n") if name and (root / name).is_file()]


def blank(pattern, text, flags=0):
    """The text without what matches, with all lines where they were."""
    return re.sub(pattern, lambda found: " " + "\n" * found.group().count("\n"), text, flags=flags)


def prose(name):
    text = (root / name).read_text(encoding="utf-8")
    if name.endswith(".java"):
        # only Javadoc: its other comments are short, and code in quotation marks is common there
        comments = blank(r"\A.*?(?=/\*\*)|(?<=\*/).*?(?=/\*\*|\Z)", text, re.S) if "/**" in text else ""
        text = blank(r"^\s*\*/?|/\*\*|\*/", comments, re.M)
        text = blank(r"<pre>.*?</pre>|\{@(?:code|snippet|value|literal)\b(?:[^{}]|\{[^{}]*\})*\}", text, re.S)
        text = re.sub(r"\{@link(?:plain)?\s+\S+?(?:\([^)]*\))?(?:\s+([^}]*))?\}", r"\1", text)
        text = blank(r"@(?:see|since|author)\b.*|@(?:param|throws)\s+\S+|<[^>]*>|&\w+;", text)
    else:
        text = blank(r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^ *\2[`~]* *$|<!--.*?-->|^    \S.*$", text, re.M | re.S)
        text = blank(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", text, re.S)
        # the names of other projects
        text = blank(r"\[[^\]]*\]\(https://github\.com/[^)]*/(?:issues|pull)/\d+\)", text)
        text = re.sub(r"\]\([^)\s]*\)", "]", text)
        text = blank(r"<[a-z/][^>]*>", text)
    return blank(r"[a-z]+://\S+", text)


def unknown():
    """The unknown words with the places where they are."""
    places = {}
    for name in tracked("*.md", "*.java"):
        if "/generated/" in name or name.startswith("docs/site/node_modules"):
            continue
        for number, line in enumerate(prose(name).split("\n"), 1):
            # a word with a digit, an underscore, a dot, a slash or a capital inside is a name of code
            for token in re.findall(r"[^\s|()\[\]\"“”„*,;:!?…+=<>–—→─►└├│]+", line):
                token = token.strip("'’.-_")
                for word in re.split(r"[-/]", token) if not re.search(r"[\d_.@#$%&\\{}]", token) else []:
                    word = re.sub(r"['’](s)?$", "", word.replace("’", "'"))
                    if len(word) > 1 and word.isalpha() and not re.search(r".[A-Z]", word) and word.isascii():
                        places.setdefault(word, []).append(f"{name}:{number}")
    known = set(words.read_text(encoding="utf-8").split()) if words.exists() else set()
    asked = "\n".join(sorted(places))
    bad = subprocess.run(["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"], input=asked, capture_output=True, text=True, check=True).stdout.split()
    bad = set(bad)
    left = {word: places[word] for word in sorted(bad) if word not in known and word.lower() not in known}
    unused = {word for word in known if not (word in bad or word.capitalize() in bad)}
    return left, unused


def misspelt():
    """What codespell finds, also in the names and comments of code."""
    names = [name for name in tracked() if not name.endswith((*LEFT_OUT, ".png", ".pdf", ".jpg", ".mp4", ".ogg", ".webp", ".xlsx", ".docx"))
             and not name.startswith("samples/") and "/generated/" not in name]
    found = subprocess.run(["codespell", "-L", NO_MISTAKES, "--ignore-regex", r"\b\w*[a-z][A-Z]\w*\b", *names], cwd=root, capture_output=True, text=True)
    if found.returncode not in (0, 65) and not found.stdout:
        sys.exit(found.stderr)
    return found.stdout.split("\n")[:-1]


left, unused = unknown()
if "--write" in sys.argv:
    known = set(words.read_text(encoding="utf-8").split()) if words.exists() else set()
    new = {word for word in left if word == word.lower() or word.lower() not in left}
    words.write_text("\n".join(sorted((known | new) - unused, key=lambda word: (word.lower(), word))) + "\n", encoding="utf-8")
    sys.exit()
mistakes = misspelt()
for word, where in left.items():
    print(f"{where[0]}: {word} is unknown{f', also in {len(where) - 1} other places' if len(where) > 1 else ''}")
for word in sorted(unused):
    print(f"docs/dev/words.txt: {word} occurs nowhere, or needs no entry")
for mistake in mistakes:
    print(mistake)
print(f"{len(left)} unknown words, {len(unused)} unused entries, {len(mistakes)} mistakes by codespell")
sys.exit(1 if left or unused or mistakes else 0)

#!/usr/bin/env python3
"""Tests that links.py and spelling.py find mistakes: they check a project with one mistake of each kind."""
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
PAGE = """# The `a` & b: "c" (d) — `e=f`

## Same

## Same

[right](#same), [right](#same-1), [right](#the-a--b-c-d--ef), [right](A.java#L2), [right](https://example.com/a_b).
`[code](gone.md)` and <!-- [comment](gone.md) --> are no links, and `mesage` is no word.

```sh
[code](gone.md) # mesage
```

[wrong](#same-2) [wrong](gone.md) [wrong](A.java#L9) [wrong](../../etc/passwd) [wrong]()
[wrong](https://nodot/) [wrong](htp://example.com) [wrong](https://example.com:99999/) [wrong](https://example.com/{x})

The mesage is sended.

[reference]: gone-too.md
"""
JAVA = """/** Returns a thng of {@code thng}. */
class A { int recieve; } // https://github.com/whatsapp360/camel-whatsapp360/blob/main/page.md#gone
"""
LINKS = ["#same-2 names a heading", "gone.md leads nowhere", "A.java#L9 names a line", "passwd leads out of", " is empty", "nodot/ has no host",
         "has the scheme htp", ":99999/ Port out of range", "{x} has a character", "gone-too.md leads nowhere", "page.md#gone names a heading"]
SPELLING = ["page.md:17: mesage is unknown", "page.md:17: sended is unknown", "A.java:1: thng is unknown", "recieve ==> receive", "mesage ==> message",
            "unusedword occurs nowhere"]


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


failures = 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for path, text in {"page.md": PAGE, "A.java": JAVA, "docs/dev/words.txt": "unusedword\n", "pom.xml": (here.parent / "pom.xml").read_text(encoding="utf-8"),
                       ".ci/links.py": (here / "links.py").read_text(encoding="utf-8"), ".ci/spelling.py": (here / "spelling.py").read_text(encoding="utf-8")}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    run(folder, "git", "init", "-q")
    run(folder, "git", "add", "-A")
    for check, wanted in {"links.py": LINKS, "spelling.py": SPELLING}.items():
        result = run(folder, sys.executable, f".ci/{check}")
        found = [line for line in result.stdout.splitlines()[:-1] if ".ci/" not in line]
        missing = [want for want in wanted if not any(want in line for line in found)]
        others = [line for line in found if not any(want in line for want in wanted)]
        if result.returncode != 1 or missing or others:
            failures += 1
            print(f"{check} ended with {result.returncode}, did not find {missing}, and found {others}\n{result.stdout}{result.stderr}")
print(f"{len(LINKS) + len(SPELLING)} mistakes, {'some were not found' if failures else 'all found'}")
sys.exit(failures)

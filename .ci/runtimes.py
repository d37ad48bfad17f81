#!/usr/bin/env python3
"""Compares the table in docs/guide/runtimes.md with what the tests of this build have started and shown.

A journey's test writes its row to target/runtimes; the rows on lines of Camel and on JDKs come from Surefire's reports.
--write writes the table instead; --without-jdk-25 leaves out the row that needs that JDK.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

root = pathlib.Path(__file__).resolve().parent.parent
page = root / "docs/guide/runtimes.md"
HEAD = "| runtime | version | what is started | what is shown | test |\n|---|---|---|---|---|\n"


def jdk_of(suite):
    return next(p.get("value") for p in suite.iter("property") if p.get("name") == "java.specification.version")


def reports(module):
    """Camel's version, the JDK's and the number of tests that ran; none may have failed or been skipped for good."""
    files = sorted((root / module / "target/surefire-reports").glob("TEST-*.xml"), key=lambda file: file.stat().st_mtime)
    suites = [xml.parse(file).getroot() for file in reversed(files)]
    if not suites:
        sys.exit(f"{module} has no test reports: run mvn verify first")
    suites = [suite for suite in suites if jdk_of(suite) == jdk_of(suites[0])]  # a run before was on another JDK
    if any(int(suite.get(bad)) for suite in suites for bad in ("failures", "errors")):
        sys.exit(f"{module} has failures")
    properties = {p.get("name"): p.get("value") for p in suites[0].iter("property")}
    classpath = properties.get("surefire.test.class.path", properties["java.class.path"])
    camel = re.search(r"camel-support-(\d[^/]*?)\.jar", classpath)[1]
    return camel, properties["java.specification.version"], sum(int(suite.get("tests")) for suite in suites)


rows = {file.read_text(encoding="utf-8").strip() for file in root.glob("**/target/runtimes/*.md")}
for line in ("camel-4.14", "camel-4.22"):
    camel, jdk, tests = reports(f"compatibility/{line}")
    print(f"{tests} tests of the component ran on Camel {camel}")
    rows.add(
        f"| Camel {line[6:]} | {camel} | the jar and the tests that were built on 4.18 | the parts that use Camel: bodies, options, failures, "
        f"redelivery, media, recipients, webhooks over HTTP, confirmations, message repository, health, Kamelets, the main job in Java, YAML and XML | `compatibility/{line}` |"
    )
if "--without-jdk-25" not in sys.argv:
    camel, jdk, tests = reports("camel-whatsapp360-component")
    print(f"{tests} tests of the component ran on JDK {jdk}")
    rows.add(f"| JDK | {jdk}, Camel {camel} | the jar that was built for 17 | all tests of the emulator and the component | `.ci/run` |")

text = page.read_text(encoding="utf-8")
start = text.index(HEAD) + len(HEAD)
end = text.index("\n\n", start)
if "--write" in sys.argv:
    page.write_text(text[:start] + "\n".join(sorted(rows)) + text[end:], encoding="utf-8")
    sys.exit()
said = {row for row in text[start:end].split("\n") if not ("--without-jdk-25" in sys.argv and row.startswith("| JDK |"))}
for row in sorted(said - rows):
    print(f"The page says, and no test has shown:\n{row}")
for row in sorted(rows - said):
    print(f"A test has shown, and the page does not say:\n{row}")
sys.exit(1 if said != rows else 0)

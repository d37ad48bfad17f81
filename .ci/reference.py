#!/usr/bin/env python3
"""Writes docs/reference/component.md, and what editors complete in a Spring Boot application's properties, from the JSON
that Camel's plugin generates for the component."""
import json
import pathlib
import re

root = pathlib.Path(__file__).resolve().parent.parent
source = root / "camel-whatsapp360-component/src/generated/resources/META-INF/io/github/whatsapp360/whatsapp360.json"
target = root / "docs/reference/component.md"
model = json.loads(source.read_text(encoding="utf-8"))


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def row(name, option):
    facts = []
    if option.get("required"):
        facts.append("required")
    if option.get("secret"):
        facts.append("secret")
    if "enum" in option:
        facts.append("one of " + ", ".join(f"`{value}`" for value in option["enum"]))
    default = option.get("defaultValue")
    default = "" if default in (None, "") else f"`{json.dumps(default) if isinstance(default, bool) else default}`"
    about = cell(option["description"]) + (f" *({'; '.join(facts)})*" if facts else "")
    return f"| `{name}` | {option.get('type') or option['javaType'].rsplit('.', 1)[-1]} | {default} | {about} |"


lines = [
    "# Options and headers",
    "",
    "Generated from the component's metadata by `.ci/reference.py`.",
    "",
    "URI: `whatsapp360:media` or `whatsapp360:send`. Every option can be set for the component",
    "(`camel.component.whatsapp360.api-key`, …) and for an endpoint, which overrides; a header overrides both.",
    "",
    "| option | type | default | |",
    "|---|---|---|---|",
]
lines += [row(name, option) for name, option in sorted(model["properties"].items(), key=lambda item: item[1]["index"]) if option["kind"] == "parameter"]
lines += ["", "| header | type | default | |", "|---|---|---|---|"]
lines += [row(name, header) for name, header in model["headers"].items()]
target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def property_name(option):
    return "camel.component.whatsapp360." + re.sub("([A-Z])", lambda letter: "-" + letter[0].lower(), option)


options = model["componentProperties"]
metadata = {
    "properties": [
        {
            "name": property_name(name),
            "type": option["javaType"],
            "description": option["description"],
            "sourceType": model["component"]["javaType"],
            **({"defaultValue": option["defaultValue"]} if "defaultValue" in option else {}),
        }
        for name, option in options.items()
    ],
    "hints": [
        {"name": property_name(name), "values": [{"value": value} for value in option["enum"]]}
        for name, option in options.items()
        if "enum" in option
    ],
}
target = root / "camel-whatsapp360-spring-boot-starter/src/main/resources/META-INF/spring-configuration-metadata.json"
target.write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")

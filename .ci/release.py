#!/usr/bin/env python3
"""Makes a release as docs/dev/releasing.md says, with a throw-away key, and checks what Maven Central would get.

All of it is in a temporary folder: copies of the project with the version of the release, the key, the release, and a
project that uses it. The commands are those of the page. They run twice, in two folders and with another language and
time zone, and must make the same files.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/dev/releasing.md"
GROUP = "io/github/whatsapp360"
VERSION = re.search(r"^NEW=(\S+)$", PAGE.read_text(encoding="utf-8"), re.M)[1]
POM = "{http://maven.apache.org/POM/4.0.0}"
# what is published, with what each has beside its pom, jar, sources, Javadoc and SBOM
ARTIFACTS = {
    "camel-whatsapp360": [],
    "camel-whatsapp360-emulator": ["-app.jar"],
    "camel-whatsapp360-test-kit": [],
    "camel-whatsapp360-starter": [],
    "camel-quarkus-whatsapp360": [],
    "camel-quarkus-whatsapp360-deployment": [],
    "camel-whatsapp360-karaf": ["-features.xml"],
}
EVERYWHERE = [".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"]
# what Maven Central demands: https://central.sonatype.org/publish/requirements
DEMANDED = [
    "name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name",
    "scm/connection", "scm/developerConnection", "scm/url",
]
# libraries of tests, with their folders
NOT_IN_THE_APP = {
    "junit-jupiter-api": "org/junit/",
    "junit-platform-commons": "org/junit/",
    "opentest4j": "org/opentest4j/",
    "apiguardian-api": "org/apiguardian/",
    "assertj-core": "org/assertj/",
    "byte-buddy": "net/bytebuddy/",
}

USER_POM = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>user</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <repositories>
    <repository>
      <id>release</id>
      <url>REPOSITORY</url>
    </repository>
  </repositories>
  <dependencies>
    <dependency>
      <groupId>io.github.whatsapp360</groupId>
      <artifactId>camel-whatsapp360</artifactId>
      <version>{VERSION}</version>
    </dependency>
    <dependency>
      <groupId>io.github.whatsapp360</groupId>
      <artifactId>camel-whatsapp360-emulator</artifactId>
      <version>{VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.camel</groupId>
      <artifactId>camel-core-engine</artifactId>
      <version>CAMEL</version>
    </dependency>
  </dependencies>
</project>
"""
USER = """import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import org.apache.camel.impl.DefaultCamelContext;

class User {
    public static void main(String[] args) throws Exception {
        try (var emulator = Whatsapp360Emulator.start();
                var camel = new DefaultCamelContext()) {
            camel.start();
            String uri = "whatsapp360:send?to=4915112345678&apiKey=" + emulator.apiKey() + "&baseUrl=" + emulator.baseUrl();
            camel.createProducerTemplate().requestBody(uri, "Hello");
            System.out.println("sent " + emulator.chat("4915112345678").messages().size());
        }
    }
}
"""


def fail(problem):
    sys.exit(f"release: {problem}")


def run(command, folder, environment=None, fails=False):
    """Runs commands and returns their output; ends this program if they fail."""
    done = subprocess.run(
        ["bash", "-ec", command], cwd=folder, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if done.returncode and not fails:
        fail(f"ended with {done.returncode}: {command}\n{done.stdout[-20_000:]}")
    return done.stdout


def commands_of(heading):
    """The commands under a heading of the page."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    blocks = re.findall(r"^```sh\n(.*?)^```$", section[1], re.M | re.S) if section else []
    if len(blocks) != 1:
        fail(f"{PAGE}: one block of commands must be under {heading}")
    return blocks[0]


def copy_with_version(folder):
    """Copies what is in version control, or would be, and sets the version of the release."""
    names = run("git ls-files -z --cached --others --exclude-standard", ROOT).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    run("git init -q && git add -A && " + commands_of("Set the version"), folder)
    if left := run("git grep -lF -- -SNAPSHOT ':(glob)**/pom.xml' || true", folder):
        fail(f"the version is not set in {left}")


def build(folder, environment):
    """Makes the release in a folder; returns the repository with it."""
    said = run(commands_of("Build"), folder, environment)
    if warnings := re.findall(r"^.*\.(?:java|html):\d*:? warning.*$", said, re.M):
        fail("Javadoc warns\n" + "\n".join(warnings))
    return folder / "target/central"


def files_of(repository):
    """All files of a repository except the indexes, which Maven Central makes itself."""
    found = {str(path.relative_to(repository)): path for path in repository.rglob("*") if path.is_file()}
    return {name: path for name, path in found.items() if not path.name.startswith("maven-metadata")}


def check_layout(files):
    wanted = set()
    for artifact, others in ARTIFACTS.items():
        for ending in EVERYWHERE + others:
            name = f"{GROUP}/{artifact}/{VERSION}/{artifact}-{VERSION}{ending}"
            wanted |= {name, f"{name}.asc", f"{name}.md5", f"{name}.sha1"}
    if missing := sorted(wanted - set(files)):
        fail(f"missing: {missing}")
    # Maven makes check sums of signatures too, or not; Maven Central takes both
    optional = {f"{name}{ending}" for name in wanted if name.endswith(".asc") for ending in (".md5", ".sha1")}
    if strange := sorted(set(files) - wanted - optional):
        fail(f"to be published, but not known here: {strange}")


def check_sums_and_signatures(files, environment):
    for name, path in files.items():
        for ending, algorithm in ((".md5", "md5"), (".sha1", "sha1")):
            if name.endswith(ending):
                content = files[name.removesuffix(ending)].read_bytes()
                if path.read_text(encoding="ascii").split()[0] != hashlib.new(algorithm, content).hexdigest():
                    fail(f"{name} is not the sum of its file")
        if name.endswith(".asc"):
            run(f"gpg --batch --quiet --verify '{path}' '{files[name.removesuffix('.asc')]}'", ROOT, environment)


def check_pom(name, path):
    text = path.read_text(encoding="utf-8")
    pom = xml.fromstring(text)
    for element in DEMANDED:
        if not pom.findtext("/".join(POM + part for part in element.split("/")), "").strip():
            fail(f"{name} has no {element}")
    for part in ("parent", "build", "profiles", "repositories", "distributionManagement", "dependencyManagement", "modules"):
        if pom.find(POM + part) is not None:
            fail(f"{name} has {part}")
    if "${" in text or "SNAPSHOT" in text:
        fail(f"{name} has a property or a snapshot:\n{text}")
    for dependency in pom.iter(POM + "dependency"):
        artifact = dependency.findtext(POM + "artifactId")
        if not dependency.findtext(POM + "version") or dependency.findtext(POM + "scope") == "test":
            fail(f"{name}: {artifact} has no version, or is for tests")
        if dependency.findtext(POM + "groupId") == "io.github.whatsapp360" and artifact not in ARTIFACTS:
            fail(f"{name} needs {artifact}, which is not published")


def check_jars(artifact, path_of):
    with zipfile.ZipFile(path_of(".jar")) as jar, zipfile.ZipFile(path_of("-sources.jar")) as sources:
        names = jar.namelist()
        for licence in ("META-INF/LICENSE", "META-INF/NOTICE"):
            if jar.read(licence) != (ROOT / licence.split("/")[1]).read_bytes():
                fail(f"{artifact}: {licence} is another one")
        classes = {name.removesuffix(".class") for name in names if name.endswith(".class") and "$" not in name}
        without = classes - {name.removesuffix(".java") for name in sources.namelist()} - {"module-info"}
        if without:
            fail(f"{artifact}: no sources of {sorted(without)}")
        if any(re.search(r"(Test|IT|Tests)\.class$", name) for name in names):
            fail(f"{artifact} has tests")
    with zipfile.ZipFile(path_of("-javadoc.jar")) as javadoc:
        if not {"index.html" if classes else "README.md"} <= set(javadoc.namelist()):
            fail(f"{artifact}: no Javadoc")


def libraries_of(sbom):
    """Rows of the dependency report: each library of an SBOM with its version and licences."""
    for library in sbom["components"]:
        licences = [entry.get("expression") or entry["license"].get("id") or entry["license"]["name"] for entry in library.get("licenses", [])]
        if not licences:
            fail(f"{sbom['metadata']['component']['name']}: no licence of {library['name']}")
        optional = " (optional)" if library.get("scope") == "optional" else ""
        yield library["group"], library["name"], library["version"], " or ".join(licences) + optional


def check_sbom(artifact, path):
    sbom = json.loads(path.read_text(encoding="utf-8"))
    about = sbom["metadata"]["component"]
    if sbom["bomFormat"] != "CycloneDX" or (about["name"], about["version"]) != (artifact, VERSION):
        fail(f"{path.name} is about {about}")
    return sorted(set(libraries_of(sbom)))


def check_app(path, libraries):
    """The executable jar starts, and its NOTICE names each library that it contains."""
    if "--port" not in run(f"java -jar '{path}' --help", ROOT):
        fail("the executable jar does not start")
    with zipfile.ZipFile(path) as app:
        notice = app.read("META-INF/NOTICE").decode()
        if "META-INF/LICENSE" not in app.namelist():
            fail("the executable jar has no licence")
        if of_tests := [name for name in app.namelist() if name.startswith(tuple(NOT_IN_THE_APP.values()))]:
            fail(f"the executable jar has {of_tests[:10]}")
    for _, name, _, _ in libraries:
        words = {"commons-fileupload2-core": "Apache Commons FileUpload", "commons-io": "Apache Commons IO"}
        if name not in NOT_IN_THE_APP and words.get(name, name) not in notice:
            fail(f"the NOTICE of the executable jar does not name {name}")


def check_same(first, second):
    """Both builds made the same files; only signatures differ."""
    first = {name: path for name, path in first.items() if ".asc" not in name}
    second = {name: path for name, path in second.items() if ".asc" not in name}
    if set(first) != set(second):
        fail(f"only one of two builds made {sorted(set(first) ^ set(second))}")
    for name in sorted(first):
        if first[name].read_bytes() != second[name].read_bytes():
            if name.endswith("jar"):
                with zipfile.ZipFile(first[name]) as one, zipfile.ZipFile(second[name]) as other:
                    ours, theirs = ({info.filename: info.CRC for info in jar.infolist()} for jar in (one, other))
                    name += f": {sorted(entry for entry in ours.keys() | theirs.keys() if ours.get(entry) != theirs.get(entry))[:10]}"
            fail(f"two builds differ in {name}")


def check_use(repository, work):
    """A project with an empty local repository finds the release, and sends a message with it."""
    camel = re.search(r"<camel\.version>(.*?)<", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]
    user = work / "user"
    (user / "src/main/java").mkdir(parents=True)
    (user / "pom.xml").write_text(USER_POM.replace("REPOSITORY", repository.as_uri()).replace("CAMEL", camel), encoding="utf-8")
    (user / "src/main/java/User.java").write_text(USER, encoding="utf-8")
    classpath = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=classpath"
    run(f"mvn -B -ntp -q -Dmaven.repo.local='{work}/empty' compile {classpath}", user)
    if (work / "empty" / GROUP / "camel-whatsapp360-parent").exists():
        fail("the release needs the parent")
    said = run('java -cp "target/classes:$(cat classpath)" User', user)
    if "sent 1" not in said:
        fail(f"the release does not send:\n{said}")


def report(libraries):
    """Writes the dependency report: what each artifact brings."""
    lines = []
    for artifact, rows in libraries.items():
        lines += [f"{artifact}: {len(rows)} libraries"] + [f"  {group}:{name}:{version}  {licences}" for group, name, version, licences in rows]
    target = ROOT / "target/dependencies.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"dependency report in {target.relative_to(ROOT)}")


def main():
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, frame: sys.exit(128 + number))  # so that the agent is ended and the folder is deleted
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        work = pathlib.Path(name)
        keys = {"GNUPGHOME": str(work / "keys")}
        (work / "keys").mkdir(mode=0o700)
        try:
            run("gpg --batch --quiet --passphrase '' --quick-generate-key release@example.com rsa3072 sign never", work, keys)
            copy_with_version(work / "one")
            other = shutil.copytree(work / "one", work / "another-folder")
            repository = build(work / "one", keys)
            files = files_of(repository)
            check_layout(files)
            check_sums_and_signatures(files, keys)
            libraries = {}
            for artifact in ARTIFACTS:
                def path_of(ending, artifact=artifact):
                    return files[f"{GROUP}/{artifact}/{VERSION}/{artifact}-{VERSION}{ending}"]
                check_pom(f"{artifact}.pom", path_of(".pom"))
                check_jars(artifact, path_of)
                libraries[artifact] = check_sbom(artifact, path_of("-cyclonedx.json"))
            emulator = "camel-whatsapp360-emulator"
            check_app(files[f"{GROUP}/{emulator}/{VERSION}/{emulator}-{VERSION}-app.jar"], libraries[emulator])
            report(libraries)
            print(f"signed and complete: {len(ARTIFACTS)} artifacts, {len(files)} files, {time.monotonic() - began:.0f} s", flush=True)
            check_use(repository, work)
            print(f"found and used with an empty local repository, {time.monotonic() - began:.0f} s", flush=True)
            elsewhere = keys | {"MAVEN_OPTS": "-Duser.language=de -Duser.country=DE -Duser.timezone=Pacific/Auckland", "TZ": "Pacific/Auckland"}
            check_same(files, files_of(build(other, elsewhere)))
            print(f"built twice, the same files, {time.monotonic() - began:.0f} s", flush=True)
        finally:
            run("gpgconf --kill all", work, keys, fails=True)


main()

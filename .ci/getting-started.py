#!/usr/bin/env python3
"""Makes a project of each page in docs/getting-started from the page's own blocks, tests it and starts it as the page says.

Each project is made in an empty folder, with an empty local repository. This project's artifacts are deployed into a file
repository as a release is, and what was not deployed is not to be had. Other artifacts come from the user's local
repository, which Maven reads as a remote one. What is missing there is downloaded; then the page is followed a second
time, with these downloads. A page must take less than five minutes without downloads, from the empty folder to a
delivered file and an answer: by the clock, or by the processor time of its commands where other programs use the machine.

A block is the content of a file if the line before it is a file name in backquotes. Other blocks are commands or the
output that is expected, by the heading above them. Three things differ from the page: ports are free ones, servers listen
on the loopback address only, and a small program stands for the launcher of the Camel CLI. The CLI finds downloads by
links to the user's local repository, because it asks Maven Central in addition to the repositories of its settings.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs/getting-started"
GROUP = ("io", "github", "whatsapp360")
MODULES = ":camel-whatsapp360,:camel-whatsapp360-emulator,:camel-whatsapp360-starter,:camel-quarkus-whatsapp360-deployment"
PORTS = ("3600", "8080", "8081")
CUSTOMER = "4915112345678"
MAVEN = f"{shlex.quote(shutil.which('mvn'))} -B -ntp"
LIMIT = 600  # seconds; ends only what hangs
FIVE_MINUTES = 300  # seconds that a page may take without downloads

# where Maven finds artifacts: ours, those of the user's local repository, and those of a first attempt
REPOSITORY = """<{kind}>
          <id>{name}</id>
          <url>{url}</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><checksumPolicy>ignore</checksumPolicy></snapshots>
        </{kind}>"""
SETTINGS = """<settings>
  <profiles>
    <profile>
      <id>files</id>
      <repositories>{repositories}</repositories>
      <pluginRepositories>{plugins}</pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>files</activeProfile></activeProfiles>
</settings>
"""

# the newest CLI that Maven repositories have as a library; its own launcher needs JBang
CLI = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>camel-cli</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.camel</groupId>
      <artifactId>camel-jbang-core</artifactId>
      <version>4.17.0</version>
    </dependency>
  </dependencies>
</project>
"""
CLI_MAIN = """class Camel {
    public static void main(String[] args) {
        org.apache.camel.dsl.jbang.core.commands.CamelJBangMain.run(args);
    }
}
"""


class Page:
    """The blocks of a page: files by their names, commands and expected output by the heading above them."""

    def __init__(self, path):
        self.name = path.stem
        self.files = {}
        self.steps = {}
        heading = name = ""
        for language, block, line in re.findall(r"^```(\w+)\n((?:.*\n)*?)```$|^(.*\S.*)$", path.read_text(encoding="utf-8"), re.M):
            if line:
                heading = line[3:] if line.startswith("## ") else heading
                name = line[1:-1] if re.fullmatch(r"`[\w./-]+`", line) else ""
            elif name:
                self.files[name] = block
                name = ""
            else:
                self.steps[heading, language] = block
        known = {("Test", "sh"), ("Emulator", "sh"), ("Application", "sh"), ("A first file", "sh"), ("A first file", "text")}
        if not known - {("Test", "sh")} <= set(self.steps) <= known:
            sys.exit(f"{path}: its commands and output are under {sorted(self.steps)}, not under {sorted(known)}")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def borrow(own, mine, group):
    """Links to all that is in a local repository, except one group, of which there is an empty folder."""
    mine.mkdir()
    if group:
        for entry in own.glob("*"):
            if entry.name != group[0]:
                (mine / entry.name).symlink_to(entry)
        borrow(own / group[0], mine / group[0], group[1:])


def executable(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


class Started:
    """A block of commands that runs in a folder, with its output in a file."""

    running = []

    def __init__(self, commands, folder, environment, log):
        self.commands = commands
        self.log = log
        with log.open("wb") as output:
            streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT}
            self.process = subprocess.Popen(["bash", "-ec", commands], cwd=folder, env=environment, start_new_session=True, **streams)
        Started.running.append(self)

    def output(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def fail(self, problem):
        sys.exit(f"{self.output()[-20_000:]}\n{self.commands}\n{problem}")

    def wait(self, condition, problem):
        """Waits until something holds, while this runs."""
        end = time.monotonic() + LIMIT
        while not condition():
            if self.process.poll() is not None:
                self.fail(f"ended with {self.process.returncode}: {problem}")
            if time.monotonic() > end:
                self.fail(problem)
            time.sleep(0.2)

    def finish(self):
        """Waits for the end, which must be a good one."""
        try:
            code = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.fail("does not end")
        Started.running.remove(self)
        if code:
            self.fail(f"ended with {code}")
        return self.output()

    def stop(self):
        """Ends all of its processes, and waits for their end."""
        Started.running.remove(self)
        for end in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, end)
                for _ in range(150):
                    self.process.poll()
                    os.killpg(self.process.pid, 0)
                    time.sleep(0.2)
            except ProcessLookupError:
                return


def publish(work):
    """Deploys our artifacts; returns the environment in which Maven and the Camel CLI find them, and nothing else of ours."""
    evaluate = "org.apache.maven.plugins:maven-help-plugin:3.5.1:evaluate -Dexpression=settings.localRepository -DforceStdout"
    said = Started(f"mvn -q -B -N {evaluate}", ROOT, os.environ, work / "settings.log").finish()
    own = re.sub(r"\x1b\[[\d;]*m", "", said).strip().splitlines()[-1]
    repository = work / "repository"
    borrow(pathlib.Path(own), repository, GROUP)
    borrow(pathlib.Path(own), work / "downloads", GROUP)
    published = work / "published"
    programs = work / "bin"
    programs.mkdir()
    executable(programs / "mvn", f'exec {MAVEN} -Dmaven.repo.local={repository} "$@"')
    environment = os.environ | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        # all servers listen on the loopback address only
        "CAMEL_SERVER_HOST": "127.0.0.1",
        "SERVER_ADDRESS": "127.0.0.1",
        "QUARKUS_HTTP_HOST": "127.0.0.1",
    }
    # as a release, except what no project needs
    without = "-Dmaven.source.skip -Dmaven.javadoc.skip -Dcyclonedx.skip -Dgpg.skip -Dmaven.install.skip=false"
    deploy = f"mvn -q -Dquickly -Prelease {without} -pl {MODULES} -am -DaltDeploymentRepository=published::{published.as_uri()} deploy"
    Started(deploy, ROOT, environment, work / "deploy.log").finish()
    for artifact in repository.joinpath(*GROUP).iterdir():
        if not published.joinpath(*GROUP, artifact.name).is_dir():
            shutil.rmtree(artifact)

    cli = work / "cli"
    cli.mkdir()
    (cli / "pom.xml").write_text(CLI, encoding="utf-8")
    (cli / "Camel.java").write_text(CLI_MAIN, encoding="utf-8")
    resolve = "mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=classpath"
    Started(resolve, cli, environment, work / "cli.log").finish()
    executable(programs / "camel", f'exec java -Dmaven.repo.local={repository} -cp "$(cat {cli}/classpath)" {cli}/Camel.java "$@"')
    return environment


def with_nothing(work, name, environment, others):
    """Makes an empty local repository; returns it, and the environment in which Maven uses it with repositories of files."""
    local = work / name
    local.mkdir()
    urls = [repository.as_uri() for repository in (work / "published", work / "downloads", *others)]

    def listed(kind):
        return "".join(REPOSITORY.format(kind=kind, name=f"files-{number}", url=url) for number, url in enumerate(urls))

    settings = work / f"{name}.xml"
    settings.write_text(SETTINGS.format(repositories=listed("repository"), plugins=listed("pluginRepository")), encoding="utf-8")
    programs = work / f"{name}-bin"
    programs.mkdir()
    maven = f"{MAVEN} -gs {settings} -Dmaven.repo.local={local}"
    executable(programs / "mvn", f'exec {maven} "$@"')
    return local, environment | {"PATH": f"{programs}:{environment['PATH']}"}


def processor_time():
    """Returns the seconds that ended commands have computed."""
    times = os.times()
    return times.children_user + times.children_system


def downloaded(local):
    """Counts the files that are neither from this project nor from the user's local repository."""
    return sum(file.read_text(encoding="utf-8").count(">central=") for file in local.rglob("_remote.repositories"))


def call(port, path, body=None):
    """Calls the emulator's own API as its page does."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/emulator/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def statuses(port):
    return [(message["to"], message["filename"], message["status"]) for chat in call(port, "chats") for message in chat["messages"]]


def follow(page, work, environment):
    """Follows a page from nothing, a second time if the first one had to download something."""
    if page.name == "camel-cli":
        began = time.monotonic()
        prove(page, work / page.name, environment)
        print(f"{page.name}: a file delivered in {time.monotonic() - began:.0f} s", flush=True)
        return
    others = []
    for attempt in ("first", "second"):
        name = f"{page.name}-{attempt}"
        local, own = with_nothing(work, f"{name}-repository", environment, others)
        began, computed = time.monotonic(), processor_time()
        prove(page, work / name, own)
        seconds, computed = time.monotonic() - began, processor_time() - computed
        files = downloaded(local)
        print(f"{name}: built, tested, and a file delivered in {seconds:.0f} s ({computed:.0f} s of a processor), with {files} downloads", flush=True)
        if not files:
            break
        others.append(local)
    if files or min(seconds, computed) > FIVE_MINUTES:
        sys.exit(f"{page.name}: {seconds:.0f} s and {files} downloads; it must be at most {FIVE_MINUTES} s and none")
    for repository in {local, *others}:
        shutil.rmtree(repository)


def prove(page, folder, environment):
    ports = {port: free_port() for port in PORTS}

    def with_ports(text):
        return re.sub("|".join(PORTS), lambda port: ports[port[0]], text)

    folder.mkdir()
    for name, content in page.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(with_ports(content), encoding="utf-8")

    def start(heading):
        return Started(with_ports(page.steps[heading, "sh"]), folder, environment, folder.with_name(f"{folder.name}-{heading}.log"))

    if ("Test", "sh") in page.steps:
        tests = start("Test")
        if "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0" not in tests.finish():
            tests.fail("Its one test did not run")
    emulator = start("Emulator")
    emulator.wait(lambda: "Chat page: " in emulator.output(), "The emulator does not start")
    application = start("Application")
    application.wait(lambda: re.search(r"Apache Camel .* started in", application.output()), "The application does not start")
    start("A first file").finish()
    port = ports["3600"]
    logs = page.steps["A first file", "text"].splitlines()
    application.wait(lambda: all(line in application.output() for line in logs), f"The application does not log {logs}")
    emulator.wait(lambda: statuses(port) == [(CUSTOMER, "invoice.txt", "delivered")], "The emulator has not delivered the file")
    # what a reader does on the chat page
    call(port, f"chats/{CUSTOMER}/read", {})
    call(port, f"chats/{CUSTOMER}/messages", {"type": "text", "text": {"body": "Thank you"}})
    logs = ["Event: status read", "Event: message"]
    application.wait(lambda: all(line in application.output() for line in logs), f"The application does not log {logs}")
    application.stop()
    emulator.stop()


def main():
    pages = [Page(path) for path in sorted(PAGES.glob("*.md")) if path.name != "README.md"]
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    if len(pages) != 5 or any(f"]({page.name}.md)" not in index for page in pages):
        sys.exit("README.md must lead to each of the five pages")
    names = [page.name for page in pages]
    chosen = sys.argv[1:] or names
    if not set(chosen) <= set(names):
        sys.exit(f"there are the pages {names}")
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, frame: sys.exit(128 + number))  # so that the processes are ended and the folder is deleted
    with tempfile.TemporaryDirectory(prefix="getting-started-") as folder:
        try:
            began = time.monotonic()
            environment = publish(pathlib.Path(folder))
            print(f"published in {time.monotonic() - began:.0f} s", flush=True)
            for page in pages:
                if page.name in chosen:
                    follow(page, pathlib.Path(folder), environment)
        finally:
            for started in list(Started.running):
                started.stop()


main()

#!/usr/bin/env python3
"""Makes a project of each page in docs/getting-started from the page's own blocks, tests it and starts it as the page says.

The projects are in a temporary folder. This project's artifacts are deployed into a file repository there, and what was
not deployed is not to be had. Downloads are those of the user's local repository, which gets none of our artifacts.

A block is the content of a file if the line before it is a file name in backquotes. Other blocks are commands or the
output that is expected, by the heading above them. Three things differ from the page: ports are free ones, servers listen
on the loopback address only, and a small program stands for the launcher of the Camel CLI.
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
LIMIT = 600  # seconds; ends only what hangs

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
    published = work / "published"
    programs = work / "bin"
    programs.mkdir()
    executable(programs / "mvn", f'exec {shlex.quote(shutil.which("mvn"))} -B -ntp -Dmaven.repo.local={repository} "$@"')
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


def call(port, path, body=None):
    """Calls the emulator's own API as its page does."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/emulator/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def statuses(port):
    return [(message["to"], message["filename"], message["status"]) for chat in call(port, "chats") for message in chat["messages"]]


def prove(page, work, environment):
    ports = {port: free_port() for port in PORTS}

    def with_ports(text):
        return re.sub("|".join(PORTS), lambda port: ports[port[0]], text)

    folder = work / page.name
    folder.mkdir()
    for name, content in page.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(with_ports(content), encoding="utf-8")

    def start(heading):
        return Started(with_ports(page.steps[heading, "sh"]), folder, environment, work / f"{page.name}-{heading}.log")

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
                    began = time.monotonic()
                    prove(page, pathlib.Path(folder), environment)
                    print(f"{page.name}: built, tested, and a file delivered in {time.monotonic() - began:.0f} s", flush=True)
        finally:
            for started in list(Started.running):
                started.stop()


main()

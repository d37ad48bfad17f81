#!/usr/bin/env python3
"""Tries docs/monitoring with a real Prometheus.

First promtool checks and tests the alerts. Then examples/cluster runs for about two minutes, with work and with faults,
and a Prometheus reads its nodes. At the end each query of the dashboard and each rule must work, and each query but
those in MAY_BE_EMPTY must have returned something. --rules-only leaves out the run. --draw makes a run of three minutes in
which nodes are killed, and draws docs/images/dashboard.png from it; see docs/monitoring/screenshot/draw.mjs.

prometheus and promtool are those of the PATH, as of Debian's package prometheus.
"""
import json
import math
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

root = pathlib.Path(__file__).resolve().parent.parent
monitoring = root / "docs/monitoring"
MAY_BE_EMPTY = {
    "Time to the confirmation, p95",  # the example waits for no confirmation
}
DRAW = "--draw" in sys.argv
SECONDS = 180 if DRAW else 100
CUSTOMER = "49151000000"
# a mixture of what the service may do; the single refusals must raise alerts
FAULTS = [
    {"on": "messages", "kind": "status", "status": 400, "code": 131048, "form": "meta", "message": "spam", "times": 1},
    {"on": "messages", "kind": "status", "status": 400, "code": 130429, "form": "meta", "message": "rate", "retryAfter": "3", "times": 2},
    {"on": "messages", "kind": "status", "status": 400, "code": 131016, "form": "meta", "message": "busy", "rate": 0.05},
    {"on": "messages", "kind": "reset-after", "rate": 0.01},
    {"on": "media", "kind": "status", "status": 503, "form": "bare", "body": "", "rate": 0.1},
    {"on": "webhook", "kind": "reset-after", "rate": 0.05},
]


def tool(name):
    path = shutil.which(name)
    if path is None:
        sys.exit(f"{name} is not on the PATH: install Debian's package prometheus")
    return path


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def call(url, method="GET", body=None):
    request = urllib.request.Request(url, method=method, headers={"Content-Type": "application/json"})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=20) as answer:
        text = answer.read()
    return json.loads(text) if text else None


class Cluster:
    """The example, as its README starts it."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["mvn", "-ntp", "-B", "-Dquickly", "-pl", "examples/cluster", "-am", "process-classes", "exec:exec"],
            cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1,
        )
        self.lines = []
        self.news = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line)
                self.news.notify_all()

    def await_line(self, pattern, seconds):
        end = time.monotonic() + seconds
        with self.news:
            while True:
                found = [match for match in (re.search(pattern, line) for line in self.lines) if match]
                if found:
                    return found[-1]
                if self.process.poll() is not None or time.monotonic() > end:
                    sys.exit("the example did not print " + pattern + ":\n" + "".join(self.lines[-40:]))
                self.news.wait(1)

    def say(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def end(self):
        if self.process.poll() is None:
            self.say("quit")
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()


QUALITY = {
    "object": "whatsapp_business_account",
    "entry": [{"id": "1", "changes": [{"field": "phone_number_quality_update", "value": {"event": "FLAGGED"}}]}],
}


def await_scrapes(prometheus):
    """Waits until each node was read twice: an increase is seen between two readings only."""
    end = time.monotonic() + 120
    query = urllib.parse.urlencode({"query": "count(count_over_time(whatsapp360_exchanges_active[1m]) >= 2)"})
    while time.monotonic() < end:
        try:
            result = call(f"{prometheus}/api/v1/query?{query}")["data"]["result"]
        except OSError:
            result = []  # it has not started
        if result and result[0]["value"][1] == "3":
            return
        time.sleep(1)
    sys.exit("the Prometheus has not read the nodes")


def post_webhook(url, secret):
    """Posts a webhook that the emulator does not have. Returns the status of the answer."""
    request = urllib.request.Request(url, json.dumps(QUALITY).encode(), {"X-Webhook-Secret": secret, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def work(cluster, emulator):
    """Gives the cluster work for a time, and lets customers write."""
    webhook = call(emulator + "/emulator/settings")["webhook"]["url"]
    print("  webhooks with a good and a wrong secret:", post_webhook(webhook, "change-me"), post_webhook(webhook, "wrong"))
    call(emulator + "/emulator/faults", "PUT", {"rules": FAULTS})
    call(emulator + "/emulator/settings", "PUT", {"statuses": {"read": True, "failCode": 131026, "failRate": 0.02}})
    end = time.monotonic() + SECONDS
    number = 0
    while time.monotonic() < end:
        if number % 10 == 0:
            cluster.say("more")
        if DRAW and number % 15 == 10:
            cluster.say("kill")
        call(f"{emulator}/emulator/chats/{CUSTOMER}/messages", "POST", {"type": "text", "text": {"body": f"Hello {number}"}})
        number += 1
        time.sleep(2)


def queries():
    """Yields the title of each panel with its queries, for all jobs and instances."""
    dashboard = json.loads((monitoring / "dashboard.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            query = target["expr"].replace("$__rate_interval", "30s").replace("$job", ".*").replace("$instance", ".*")
            yield panel["title"], query


def evaluate(prometheus, begin):
    broken = 0
    for title, query in queries():
        parameters = urllib.parse.urlencode({"query": query, "start": begin, "end": time.time(), "step": 5})
        answer = call(f"{prometheus}/api/v1/query_range?{parameters}")
        series = answer["data"]["result"]
        values = [float(value) for one in series for _, value in one["values"] if not math.isnan(float(value))]
        largest = f"at most {max(values):.4g}" if values else "empty"
        print(f"  {title}: {len(series)} series, {largest}")
        if not values and title not in MAY_BE_EMPTY:
            print(f"    nothing came of {query}")
            broken += 1
    return broken


def rules(prometheus):
    """Returns the names of the rules that do not work, and of the alerts that are pending or firing."""
    all_rules = [rule for group in call(prometheus + "/api/v1/rules")["data"]["groups"] for rule in group["rules"]]
    broken = [rule["name"] for rule in all_rules if rule["health"] != "ok"]
    return len(all_rules), broken, {rule["name"] for rule in all_rules if rule["state"] != "inactive"}


subprocess.run([tool("promtool"), "check", "rules", monitoring / "alerts.yml"], check=True)
subprocess.run([tool("promtool"), "test", "rules", monitoring / "alerts.test.yml"], check=True)
if "--rules-only" in sys.argv:
    sys.exit()

cluster = Cluster()
server = None
try:
    emulator = cluster.await_line(r"Chat page:\s+(http://127\.0\.0\.1:\d+)", 300)[1]
    cluster.await_line(r"3 of 3 nodes", 180)
    with tempfile.TemporaryDirectory() as storage:
        prometheus = f"http://127.0.0.1:{free_port()}"
        server = subprocess.Popen(
            [tool("prometheus"), f"--config.file={root}/examples/cluster/target/cluster/prometheus.yml",
             f"--storage.tsdb.path={storage}", "--web.listen-address=" + prometheus.removeprefix("http://"), "--log.level=warn"],
        )
        await_scrapes(prometheus)
        begin = time.time()
        work(cluster, emulator)
        if DRAW:
            subprocess.run(["node", monitoring / "screenshot/draw.mjs", prometheus, str(SECONDS)], check=True)
        empty = evaluate(prometheus, begin)
        count, bad, alerts = rules(prometheus)
        print(f"  {count} rules, of which do not work: {bad or 'none'}; alerts: {', '.join(sorted(alerts)) or 'none'}")
        server.terminate()
        server.wait(30)
finally:
    if server is not None and server.poll() is None:
        server.kill()
        server.wait()
    cluster.end()
missing = {"Whatsapp360SpamLimit", "Whatsapp360QualityDrops"} - alerts
if missing:
    print("  alerts that should be there:", ", ".join(sorted(missing)))
sys.exit(1 if empty or bad or not count or missing else 0)

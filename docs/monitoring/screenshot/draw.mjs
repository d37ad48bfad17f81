// Draws docs/monitoring/dashboard.json with the panel components of Grafana, from what a Prometheus has read, and takes
// the picture docs/images/dashboard.png with Chromium. The grid and the headings of rows are not those of Grafana.
//
//     npm install --ignore-scripts
//     node draw.mjs http://127.0.0.1:9090 SECONDS [END]
//
// SECONDS is the length of the time range. END is its end, such as 2026-11-28T10:00:00Z, by default now. "python3
// .ci/monitoring.py --draw" makes a run of examples/cluster with faults and kills, and calls this file.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import sharp from "sharp";

const here = import.meta.dirname;
const SCRAPE = 5; // seconds, as in the configuration that examples/cluster writes
const [prometheus, seconds, end = new Date().toISOString()] = process.argv.slice(2);
const to = Math.floor(Date.parse(end) / 1000 / SCRAPE) * SCRAPE;
const from = to - seconds;
const dashboard = JSON.parse(readFileSync(join(here, "../dashboard.json")));

async function ask(target) {
    const range = { start: from, end: to, step: SCRAPE };
    const query = target.expr.replaceAll("$__rate_interval", `${4 * SCRAPE}s`).replaceAll(/\$(job|instance)/g, ".*");
    const parameters = new URLSearchParams({ query, ...(target.instant ? { time: to } : range) });
    const answer = await fetch(`${prometheus}/api/v1/${target.instant ? "query" : "query_range"}?${parameters}`);
    const { data } = await answer.json();
    return data.result.map((series) => ({
        legend: target.legendFormat.replace(/{{(\w+)}}/g, (_, label) => series.metric[label] ?? ""),
        labels: series.metric,
        values: series.values ?? [series.value],
    }));
}

for (const panel of dashboard.panels) {
    panel.series = (await Promise.all((panel.targets ?? []).map(ask))).flat();
}
const bundle = await build({
    entryPoints: [join(here, "panels.mjs")],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    loader: { ".ttf": "empty" },
    define: {
        "process.env.NODE_ENV": '"production"',
        DRAWING: JSON.stringify({ dashboard, from: from * 1000, to: to * 1000, step: SCRAPE * 1000 }),
    },
    logLevel: "error",
});
const modules = join(here, "node_modules");
const icons = join(modules, "@grafana/ui/dist/public/img/icons");
const font = (weight) => readFileSync(join(modules, `@fontsource/inter/files/inter-latin-${weight}-normal.woff2`));
const output = (type) => bundle.outputFiles.find(({ path }) => path.endsWith(type)).contents;
const page = `<!doctype html><link rel="stylesheet" href="/panels.css"><div id="root"></div>
<script>__grafana_public_path__ = "/"</script><script type="module" src="/panels.js"></script>`;
const files = [
    [/^\/$/, "text/html", () => page],
    [/^\/panels.js$/, "text/javascript", () => output(".js")],
    [/^\/panels.css$/, "text/css", () => output(".css")],
    [/^\/build\/img\/icons\/([\w/-]+\.svg)$/, "image/svg+xml", (icon) => readFileSync(join(icons, icon))],
    [/^\/fonts\/inter\/Inter-Regular/, "font/woff2", () => font(400)],
    [/^\/fonts\/inter\/Inter-Medium/, "font/woff2", () => font(500)],
];
const server = createServer((request, response) => {
    for (const [pattern, type, content] of files) {
        const match = request.url.match(pattern);
        if (match) {
            return response.setHeader("Content-Type", type).end(content(match[1]));
        }
    }
    response.writeHead(404).end();
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const rows = Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
const folder = mkdtempSync(join(tmpdir(), "dashboard-"));
try {
    await promisify(execFile)("chromium", [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", `--user-data-dir=${folder}/profile`, "--hide-scrollbars",
        "--virtual-time-budget=20000", `--window-size=1300,${rows * 38 + 8}`, `--screenshot=${folder}/page.png`,
        `http://127.0.0.1:${server.address().port}/`,
    ]);
    const image = sharp(`${folder}/page.png`).png({ palette: true, effort: 10 });
    await image.toFile(join(here, "../../images/dashboard.png"));
} finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
}

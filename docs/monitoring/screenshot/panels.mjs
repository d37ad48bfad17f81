// Turns the panels of the dashboard into Grafana's components.
import { ThemeContext, applyFieldOverrides, createTheme, dateTime, reduceField, toDataFrame } from "@grafana/data";
import { initPluginTranslations } from "@grafana/i18n";
import { BigValue, GlobalStyles, Icon, PanelChrome, TimeSeries } from "@grafana/ui";
import { createElement as h } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

const { dashboard, from, to, step } = DRAWING;
const theme = createTheme({ colors: { mode: "light" } });
const timeRange = { from: dateTime(from), to: dateTime(to), raw: { from: dateTime(from), to: dateTime(to) } };
const GAP = 8;
const column = (1300 - GAP) / 24;

/** Returns the series as Grafana hands them from a Prometheus to a panel. */
function frames({ type, fieldConfig, series }) {
    const lines = type === "timeseries";
    const config = lines ? { color: { mode: "palette-classic" }, ...fieldConfig.defaults } : fieldConfig.defaults;
    const number = (text) => (lines && !Number.isFinite(+text) ? null : +text);
    const data = series.map(({ legend, labels, values }) => toDataFrame({
        fields: [
            { name: "Time", type: "time", config: { interval: step }, values: values.map(([time]) => time * 1000) },
            {
                name: "Value", type: "number", labels, config: { ...config, displayNameFromDS: legend },
                values: values.map(([, value]) => number(value)),
            },
        ],
    }));
    return applyFieldOverrides({ data, fieldConfig, replaceVariables: (text) => text, theme, timeZone: "utc" });
}

const kinds = {
    stat(panel, width, height) {
        const field = frames(panel)[0].fields[1];
        const [calc] = panel.options.reduceOptions.calcs;
        const value = field.display(reduceField({ field, reducers: [calc] })[calc]);
        return h(BigValue, { theme, width, height, value, ...panel.options });
    },
    timeseries(panel, width, height) {
        const legend = { calcs: [], ...panel.options.legend };
        return h(TimeSeries, { frames: frames(panel), width, height, timeRange, timeZone: "utc", legend });
    },
};

function draw({ id, type, title, description, gridPos, ...panel }) {
    const width = gridPos.w * column - GAP;
    const height = gridPos.h * 38 - GAP;
    const style = { position: "absolute", left: GAP + gridPos.x * column, top: GAP + gridPos.y * 38, width, height };
    if (type === "row") {
        const heading = { ...style, ...theme.typography.h5, lineHeight: "30px" };
        return h("div", { key: id, style: heading }, h(Icon, { name: "angle-down" }), " ", title);
    }
    const noData = h("center", { style: { height: "100%", alignContent: "center" } }, "No data");
    const content = (...size) => (panel.series.length ? kinds[type]({ type, ...panel }, ...size) : noData);
    return h("div", { key: id, style }, h(PanelChrome, { title, description, width, height }, content));
}

await initPluginTranslations("dashboard");
const root = createRoot(document.getElementById("root"));
const render = (...content) => root.render(h(ThemeContext.Provider, { value: theme }, h(GlobalStyles), content));
flushSync(() => render());
// the axes measure their labels with this font
await Promise.all([400, 500].map((weight) => document.fonts.load(`${weight} 12px Inter`)));
render(dashboard.panels.map(draw));

package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The alerts, the dashboard and the page about metrics, compared with what a Prometheus reads. */
class MonitoringTest extends WebhookTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(?:messaging|whatsapp360)_[a-z0-9_]+(?=\\{|\\[|\\))");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=|=~|!=)\\\\?\"([^\"$\\\\]*)\\\\?\"");

    /** The labels of Prometheus and the bounds of buckets. */
    private static final Set<String> FOREIGN = Set.of("job", "instance", "le");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("metricsRegistry", registry);
        return context;
    }

    @BeforeEach
    void connect() {
        relay = emulator().relay();
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @Test
    void eachMetricAndEachValueThatTheyNameExists() throws Exception {
        String scrape = scrape();
        String alerts = Files.readString(DOCS.resolve("monitoring/alerts.yml"));
        String dashboard = Files.readString(DOCS.resolve("monitoring/dashboard.json"));

        assertThat(metrics(alerts)).hasSizeGreaterThan(5).allMatch(has(scrape));
        assertThat(metrics(dashboard)).hasSizeGreaterThan(15).allMatch(has(scrape));
        for (String queries : new String[] {alerts, dashboard}) {
            MATCHER.matcher(queries)
                    .results()
                    .filter(found -> !FOREIGN.contains(found.group(1)))
                    .forEach(found -> assertThat(found.group(2).split("\\|"))
                            .as(found.group())
                            .allMatch(value ->
                                    scrape.contains(found.group(1) + "=\"" + value + "\"") || !value.matches("\\w+")));
        }
    }

    @Test
    void thePageListsEachMeterAndNoOthers() throws Exception {
        scrape();
        String page = Files.readString(DOCS.resolve("guide/metrics.md"));
        Set<String> listed = Pattern.compile("(?m)^\\| `([a-z0-9.]+)` \\|")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .filter(name -> name.contains("."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.matches("(messaging|whatsapp360)\\..*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(registered);
        registry.getMeters().forEach(meter -> meter.getId()
                .getTags()
                .forEach(tag -> assertThat(page).as(meter.getId().getName()).contains("`" + tag.getKey() + "`")));
    }

    /** The dashboard of a Grafana has panels that do not overlap, and each has a title and a query. */
    @Test
    void theDashboardIsWhole() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("monitoring/dashboard.json").toFile());
        Set<Integer> ids = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotEmpty();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String square = (place.path("x").asInt() + x) + "/"
                            + (place.path("y").asInt() + y);
                    assertThat(places.add(square))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> assertThat(
                                target.path("expr").asText())
                        .contains("$job", "$instance"));
            }
        }
    }

    /** Lets something of each kind happen, and returns what a Prometheus reads then. */
    private String scrape() throws Exception {
        listen(registered());
        String relayed = "whatsapp360:send?baseUrl=" + relay.baseUrl();
        assertThat(send("whatsapp360:send?confirm=delivered", "hello").getException())
                .isNull();
        for (int n = 0; n < 2; n++) {
            assertThat(send("whatsapp360:send", sample("good/invoice.pdf")).getException())
                    .isNull();
        }
        relay.next(Fault.Status.bare(503), new Fault.LoseAnswer());
        assertThat(send(relayed, "hello").getException()).isNotNull();
        relay.next(Fault.Status.meta(400, 130429, "Rate limit hit"));
        assertThat(send(relayed, "hello").getException()).isNull();
        emulator().statuses(StatusReports.inOrder().andRead());
        assertThat(send("whatsapp360:send?confirm=read", "hello").getException())
                .isNull();
        await().until(() -> Pattern.compile("whatsapp360_statuses_total\\{[^}]*status=\"read\"")
                .matcher(registry.scrape())
                .find());
        return registry.scrape();
    }

    private static Set<String> metrics(String queries) {
        return METRIC.matcher(queries)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("messaging_operation_name"))
                .collect(Collectors.toSet());
    }

    private static Predicate<String> has(String scrape) {
        return name -> scrape.lines().anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
    }
}

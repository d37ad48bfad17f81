package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/guide/cost.md shows a route that runs, and that counts what the emulator charges. */
class CostPageTest extends WebhookTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "cost.md");
    private static final Path JAVA = Path.of("src/test/java/io/github/whatsapp360/CostExample.java");
    private static final Path YAML = Path.of("src/test/resources/cost/route.yaml");
    private static final Map<String, ?> MARKETING =
            Map.of("type", "template", "template", Map.of("name", "sale", "language", Map.of("code", "en")));

    @TempDir
    Path folder;

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        test.withUseAdviceWith(true);
    }

    private void start(String language) throws Exception {
        context.getPropertiesComponent()
                .addOverrideProperty("cost.folder", folder.resolve("cost").toString());
        if (language.equals("java")) {
            context.addRoutes(new CostExample());
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + YAML));
        }
        AdviceWith.adviceWith(context, "cost", route -> route.replaceFromWith(registered()));
        context.start();
    }

    private void sendFor(String callbackData, Object body) {
        assertThat(send("whatsapp360:send", body, Map.of("CamelWhatsapp360CallbackData", callbackData))
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void theRouteCountsWhatIsCharged(String language) throws Exception {
        start(language);
        emulator().statuses(StatusReports.inOrder().andRead().copies(2));
        chat().writes("Hello?");
        sendFor("customer-1/answer-1", "Yes?");
        sendFor("customer-1/sale-1", MARKETING);
        sendFor("customer-2/sale-1", MARKETING);
        emulator().webhooks().awaitDelivered(1 + 3 * 6);
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        sendFor("customer-2/sale-2", MARKETING);
        emulator().webhooks().awaitDelivered(1 + 3 * 6 + 1);

        Path file = folder.resolve("cost").resolve(YearMonth.now(ZoneId.systemDefault()) + ".csv");
        await().untilAsserted(() -> assertThat(file).content().satisfies(lines -> assertThat(lines.lines())
                .containsExactlyInAnyOrder(
                        "customer-1/answer-1;service;false",
                        "customer-1/sale-1;marketing;true",
                        "customer-2/sale-1;marketing;true")));
        assertThat(emulator().billing().stream()
                        .filter(total -> total.pricing().billable())
                        .mapToLong(BillingTotal::count)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void thePageShowsTheRoutesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        Matcher code = Pattern.compile(" // example: route\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(Files.readString(JAVA));
        assertThat(code.find()).isTrue();
        assertThat(page)
                .contains("```java\n" + code.group(1).stripIndent() + "\n```\n")
                .contains("```yaml\n" + Files.readString(YAML) + "```\n");
    }

    /** The page has a row for each value that statuses may have; the emulator reports no other. */
    @Test
    void thePageNamesAllCategoriesAndTypes() throws IOException {
        String page = Files.readString(PAGE);
        for (String value : List.of(
                "service",
                "utility",
                "marketing",
                "marketing_lite",
                "authentication",
                "authentication-international",
                "referral_conversion",
                "group_service",
                "group_utility",
                "group_marketing",
                "regular",
                "free_customer_service",
                "free_group_customer_service",
                "free_entry_point")) {
            assertThat(page).contains("`" + value + "`");
        }
    }
}

package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.whatsapp360.CapturedLog.Line;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The places where camel-main and Camel's core show a secret, for each way to set it, as SECURITY.md describes. */
class MainSecretTest {

    private static final String SECRET = "s3cret-" + UUID.randomUUID();
    private static final String OPTION = "camel.component.whatsapp360.";

    private static final String MAIN = "org.apache.camel.main";
    private static final String PROPERTIES = "org.apache.camel.component.properties";
    private static final String CONTEXT = "org.apache.camel.impl.engine.DefaultCamelContextExtension";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(builder -> builder.apiKey(SECRET));

    @TempDir
    Path folder;

    private final Properties properties = new Properties();
    private final Main main = new Main() {
        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
                @Override
                public String getName() {
                    return "vault";
                }

                @Override
                public String apply(String name) {
                    return SECRET;
                }
            });
            return context;
        }
    };
    private CapturedLog log = new CapturedLog();

    @AfterEach
    void stop() {
        main.stop();
        log.close();
        System.clearProperty("of.the.house");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-key webhook-verify-token secret-key client-secret private-key private-key-password",
                "apiKey webhookVerifyToken secretKey clientSecret privateKey privateKeyPassword"
            })
    void asItIsInAPropertyItIsMaskedAtInfo(String options) throws Exception {
        for (String option : options.split(" ")) {
            properties.setProperty(OPTION + option, SECRET);
        }
        run("whatsapp360:send");

        assertThat(log.lines())
                .filteredOn(line -> line.isFrom(Level.INFO) && line.text().contains("xxxxxx"))
                .extracting(Line::text)
                .anyMatch(text -> text.contains("apiKey"))
                .anyMatch(text -> text.contains("webhookVerifyToken"))
                .anyMatch(text -> text.contains("secretKey"));
        assertThat(tellers(Level.DEBUG)).isNotEmpty().allMatch(logger -> logger.startsWith(MAIN + "."));
        assertThat(JmxText.attributes() + JmxText.dumps()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{sys:of.the.house}}", "{{vault:of/the/house}}"})
    void asAPlaceholderItIsToldByThoseWhoResolveIt(String placeholder) throws Exception {
        given(placeholder);
        run("whatsapp360:send");
        assertThat(tellers(Level.TRACE))
                .isNotEmpty()
                .allMatch(logger -> logger.startsWith(PROPERTIES + ".") || logger.equals(CONTEXT));
    }

    /** Does what SECURITY.md recommends. */
    @ParameterizedTest
    @ValueSource(strings = {"{{sys:of.the.house}}", "{{vault:of/the/house}}"})
    void asAPlaceholderWithThreeLoggersAtInfoNobodyTellsIt(String placeholder) throws Exception {
        log.close();
        log = new CapturedLog(MAIN, PROPERTIES, CONTEXT);
        given(placeholder);
        run("whatsapp360:send");
        assertThat(log.lines()).hasSizeGreaterThan(100);
        assertThat(tellers(Level.TRACE)).isEmpty();
        assertThat(JmxText.attributes() + JmxText.dumps()).doesNotContain(SECRET);
        assertThat(Files.readString(Path.of("../SECURITY.md"))).contains(MAIN, PROPERTIES, CONTEXT);
    }

    @Test
    void setInJavaNobodyTellsItAtAnyLevel() throws Exception {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                Whatsapp360Configuration options = getContext()
                        .getComponent("whatsapp360", Whatsapp360Component.class)
                        .getConfiguration();
                options.setApiKey(SECRET);
                options.setWebhookVerifyToken(SECRET);
                options.setSecretKey(SECRET);
            }
        });
        run("whatsapp360:send");
        assertThat(tellers(Level.TRACE)).isEmpty();
        assertThat(JmxText.attributes() + JmxText.dumps()).doesNotContain(SECRET);
    }

    /** Does what SECURITY.md advises against. */
    @Test
    void inAUriCamelItselfTellsIt() throws Exception {
        run("whatsapp360:send?apiKey=" + SECRET);
        assertThat(tellers(Level.INFO)).isEmpty();
        assertThat(tellers(Level.DEBUG)).isNotEmpty().allMatch(logger -> logger.startsWith("org.apache.camel."));
        assertThat(JmxText.dumps()).contains(SECRET);
    }

    private void given(String placeholder) {
        System.setProperty("of.the.house", SECRET);
        Stream.of("api-key", "webhook-verify-token", "secret-key")
                .forEach(option -> properties.setProperty(OPTION + option, placeholder));
    }

    private void run(String uri) throws Exception {
        properties.setProperty(OPTION + "base-url", SERVICE.emulator().baseUrl());
        properties.setProperty(OPTION + "to", EmulatorTest.TO);
        Path file = folder.resolve("application.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        main.setPropertyPlaceholderLocations("file:" + file);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to(uri);
                from("direct:dynamic").toD(uri);
            }
        });
        main.start();
        for (String from : new String[] {"direct:send", "direct:dynamic"}) {
            main.getCamelTemplate().sendBody(from, "Hello");
        }
        assertThat(SERVICE.emulator().messages()).hasSize(2);
    }

    /** The loggers that told the secret. */
    private Set<String> tellers(Level least) {
        return log.lines().stream()
                .filter(line -> line.isFrom(least) && line.text().contains(SECRET))
                .map(Line::logger)
                .collect(Collectors.toSet());
    }
}

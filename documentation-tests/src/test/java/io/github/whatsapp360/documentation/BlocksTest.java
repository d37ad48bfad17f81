package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Every code block of the documentation is run, compiled or read by what it is for. See docs/dev/testing.md. */
class BlocksTest {

    /** Blocks that nothing can check, by a part of their text, and why. */
    private static final Map<String, String> UNCHECKED = Map.of(
            "└ Whatsapp360Producer.process", "a picture",
            "├ WebhookAuthenticator", "a picture",
            "(none) ───", "a picture",
            "└─ whatsapp360:send", "a picture",
            "Waited 20 s for", "an example of a failed assertion; WaitTest compares such texts",
            "exchangesWaitingForAPlace", "an example of what the console shows",
            "feature:install", "commands of Karaf's shell; KarafTest starts the same features",
            "invoice-4711~whatsapp360:", "an example of a value; TracedDataTest and TracesTest compare it",
            "await startServer(4703)", "starts emulators of other projects, which are not here");

    private static final Pattern POM = Pattern.compile(
            "(<\\?xml.*?>\\s*)?<(project|dependency|dependencies|dependencyManagement|plugin|build)\\b");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)}}");

    /** The beginning of a route, or of a part of one. */
    private static final Pattern ROUTE = Pattern.compile("(?m)^ *(from|onException)\\(|^\\.|extends \\w*RouteBuilder");

    private static final int MOST_UNCHECKED = 10;

    private static final JdbcDataSource DATABASE = new JdbcDataSource();
    private static Map<Path, List<Block>> pages;
    private static Whatsapp360Emulator emulator;
    private static JavaBlocks java;
    private static Routes routes;
    private static JsonBlocks json;
    private static Commands commands;
    private static PropertyKeys keys;
    private static Poms poms;

    @BeforeAll
    static void start() throws Exception {
        pages = Block.pages().stream().collect(Collectors.toMap(page -> page, Block::of));
        emulator = Whatsapp360Emulator.builder().unlimited().start();
        java = new JavaBlocks(pages.values().stream()
                .flatMap(List::stream)
                .filter(block -> block.language().equals("java"))
                .toList());
        DATABASE.setUrl("jdbc:h2:mem:pages;DB_CLOSE_DELAY=-1");
        JdbcMessageRepository repository = new JdbcMessageRepository(DATABASE);
        repository.setCreateTables(true);
        repository.find(List.of("a message")); // creates the tables
        routes = new Routes(emulator, DATABASE);
        json = new JsonBlocks(emulator);
        keys = new PropertyKeys();
        poms = new Poms();
        commands = new Commands(poms, emulator);
        writeKey();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyBlockOfAPage() {
        return Block.pages().stream()
                .map(page -> DynamicContainer.dynamicContainer(
                        page.toString(),
                        pages.get(page).stream()
                                .map(block -> DynamicTest.dynamicTest(
                                        block + " " + block.language(), block.place(), () -> check(block)))));
    }

    @Test
    void fewBlocksAreNotChecked() {
        assertThat(UNCHECKED).hasSizeLessThanOrEqualTo(MOST_UNCHECKED);
        assertThat(UNCHECKED.keySet())
                .allMatch(part -> pages.values().stream().flatMap(List::stream).anyMatch(block -> block.text()
                        .contains(part)));
    }

    private void check(Block block) throws Exception {
        switch (block.language()) {
            case "java" -> checkJava(block);
            case "yaml" -> checkYaml(block);
            case "xml" -> checkXml(block);
            case "properties" -> checkProperties(block);
            case "json" -> json.check(block);
            case "sql" -> checkSql(block);
            case "sh", "console" -> commands.check(block);
            case "nginx" -> checkNginx(block);
            case "text" -> checkText(block);
            case "js" -> assertThat(UNCHECKED.keySet()).anyMatch(block.text()::contains);
            default -> fail("no check for the language \"%s\"", block.language());
        }
    }

    private void checkJava(Block block) throws Exception {
        assertThat(java.problem(block)).isEmpty();
        Class<?> type = java.compiled(block).orElse(Object.class);
        if (RoutesBuilder.class.isAssignableFrom(type)
                && ROUTE.matcher(block.text()).find()) {
            assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
            routes.start((RoutesBuilder) type.getDeclaredConstructor().newInstance(), propertiesOf(block.page()));
        }
    }

    private void checkYaml(Block block) throws Exception {
        for (Object document : new Yaml().loadAll(block.text())) {
            if (document instanceof List<?> || isPipe(document)) {
                routes.load("yaml", block.text(), propertiesOf(block.page()));
            } else if (document instanceof Map<?, ?> map && map.containsKey("apiVersion")) {
                assertThat(map.containsKey("kind") && map.containsKey("metadata"))
                        .as("a manifest of Kubernetes")
                        .isTrue();
            } else {
                StringBuilder text = new StringBuilder();
                flatten("", document, text);
                checkProperties(block, text.toString());
            }
        }
    }

    private static boolean isPipe(Object document) {
        return document instanceof Map<?, ?> map && "Pipe".equals(map.get("kind"));
    }

    private static void flatten(String prefix, Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, inner, text));
        } else {
            text.append(prefix).append(" = ").append(value).append('\n');
        }
    }

    private void checkXml(Block block) throws Exception {
        String text = block.text().strip();
        if (POM.matcher(text).lookingAt()) {
            poms.check(text);
        } else if (text.startsWith("<onException")) {
            String route = "<route><from uri=\"direct:begin\"/>" + text + "<to uri=\"whatsapp360:send\"/></route>";
            routes.load("xml", route, propertiesOf(block.page()));
        } else {
            routes.load("xml", text, propertiesOf(block.page()));
        }
    }

    private void checkProperties(Block block) throws IOException {
        checkProperties(block, block.text());
    }

    private void checkProperties(Block block, String text) throws IOException {
        String page = Files.readString(Block.ROOT.resolve(block.page()));
        for (String name : read(text).stringPropertyNames()) {
            String key = name.replaceFirst("^%\\w+\\.", "");
            assertThat(keys.contains(key) || page.contains("{{" + key + "}}"))
                    .as("something reads %s", key)
                    .isTrue();
        }
    }

    private static void checkSql(Block block) throws Exception {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(block.text());
        }
    }

    /** Checks that statements end and that braces are balanced: there is no nginx where the tests run. */
    private static void checkNginx(Block block) {
        assertThat(block.text().lines().map(line -> line.replaceFirst("#.*", "").strip()))
                .allMatch(line -> line.matches("|.*[;{}]"));
        assertThat(block.text().replaceAll("[^{]", ""))
                .hasSameSizeAs(block.text().replaceAll("[^}]", ""));
    }

    private static void checkText(Block block) throws IOException {
        if (block.page().startsWith("docs/getting-started")) {
            assertThat(Files.readString(Block.ROOT.resolve(".ci/getting-started.py")))
                    .as("the script that waits for this output")
                    .contains("steps[\"A first file\", \"text\"]");
        } else if (block.text().startsWith("whatsapp360:")) {
            block.text().lines().forEach(Routes::assertOptions);
        } else {
            assertThat(UNCHECKED.keySet()).as("blocks that need no check").anyMatch(block.text()::contains);
        }
    }

    /** Returns the properties of a page that its routes refer to, and those that each reader chooses. */
    private static Properties propertiesOf(Path page) throws IOException {
        Properties properties = new Properties();
        for (Block block : pages.get(page)) {
            if (block.language().equals("properties")) {
                properties.putAll(read(block.text()));
            }
        }
        properties
                .keySet()
                .removeIf(key ->
                        key.toString().contains("camel.") || key.toString().contains("quarkus."));
        Matcher names = PLACEHOLDER.matcher(Files.readString(Block.ROOT.resolve(page)));
        while (names.find()) {
            properties.putIfAbsent(names.group(1), "of-the-reader");
        }
        return properties;
    }

    private static Properties read(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    /** Writes the key that routes with flows read. */
    private static void writeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        Files.writeString(
                Path.of("private.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }
}

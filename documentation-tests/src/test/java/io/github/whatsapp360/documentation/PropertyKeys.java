package io.github.whatsapp360.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of properties that Camel, the component and Spring Boot know, by their metadata. */
final class PropertyKeys {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BEAN = Pattern.compile("camel\\.beans\\.\\w+(\\.\\w+)?");

    /** Keys of Quarkus, whose metadata are not on the class path. */
    private static final Set<String> QUARKUS = Set.of(
            "quarkus.http.port",
            "quarkus.http.test-port",
            "quarkus.datasource.messages.db-kind",
            "quarkus.datasource.messages.jdbc.url",
            "quarkus.datasource.messages.jdbc.transactions");

    private final Set<String> known = new HashSet<>();

    PropertyKeys() throws IOException {
        QUARKUS.forEach(this::add);
        for (URL metadata : resources("META-INF/camel-main-configuration-metadata.json")) {
            JSON.readTree(metadata)
                    .path("properties")
                    .forEach(key -> add(key.path("name").asText()));
        }
        for (String file : new String[] {
            "META-INF/spring-configuration-metadata.json", "META-INF/additional-spring-configuration-metadata.json"
        }) {
            for (URL metadata : resources(file)) {
                JSON.readTree(metadata)
                        .path("properties")
                        .forEach(key -> add(key.path("name").asText()));
            }
        }
        for (URL metadata : resources("META-INF/io/github/whatsapp360/whatsapp360.json")) {
            JsonNode component = JSON.readTree(metadata);
            component
                    .path("componentProperties")
                    .fieldNames()
                    .forEachRemaining(name -> add("camel.component.whatsapp360." + name));
        }
    }

    /** Returns whether something reads this key. */
    boolean contains(String key) {
        return known.contains(plain(key)) || BEAN.matcher(key).matches();
    }

    private void add(String key) {
        known.add(plain(key));
    }

    /** All ways to write a key become one: {@code base-url}, {@code baseUrl}. */
    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Iterable<URL> resources(String name) throws IOException {
        return Collections.list(PropertyKeys.class.getClassLoader().getResources(name));
    }
}

package io.github.whatsapp360.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The component's jar as a bundle in Apache Felix, the framework of Apache Karaf. Camel's packages come from the
 * framework itself, under the version of a Camel line: their jars are no bundles since Camel 4.
 */
class BundleTest {

    private static final Path JAR = Path.of(System.getProperty("bundle"));

    @TempDir
    Path storage;

    /** The proofs for the table of runtimes. */
    @AfterAll
    static void writeRow() throws IOException {
        Path rows = Files.createDirectories(Path.of("target", "runtimes"));
        Files.writeString(
                rows.resolve("BundleTest.md"),
                "| OSGi | Apache Felix 7.0.5 | the component's bundle; Camel 4.18.0's packages come from the framework under "
                        + "the versions 4.14, 4.18 and 4.22 | it resolves and uploads a file; under 5.0 it does not resolve "
                        + "| `BundleTest` |\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.14.0", "4.18.0", "4.22.0"})
    void itResolvesAndUploadsOnEachCamelLine(String camelVersion) throws Exception {
        Framework framework = framework(camelVersion);
        framework.start();
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            Bundle bundle =
                    framework.getBundleContext().installBundle(JAR.toUri().toString());
            bundle.start();
            Class<?> type = bundle.loadClass("io.github.whatsapp360.Whatsapp360Component");
            assertThat(type.getClassLoader()).isNotSameAs(getClass().getClassLoader());
            context.setApplicationContextClassLoader(
                    bundle.adapt(BundleWiring.class).getClassLoader());
            Component component = (Component) type.getConstructor().newInstance();
            context.addComponent("whatsapp360", component);
            PropertyBindingSupport.bindProperties(
                    context,
                    component,
                    new java.util.HashMap<>(Map.of(
                            "configuration.baseUrl", emulator.baseUrl(), "configuration.apiKey", emulator.apiKey())));
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                Object media = template.requestBody(
                        "whatsapp360:media", Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf"));
                assertThat(media.getClass().getName()).isEqualTo("io.github.whatsapp360.media.UploadedMedia");
            }
            assertThat(emulator.requests()).singleElement().satisfies(request -> assertThat(request.filename())
                    .isEqualTo("invoice.pdf"));
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
    }

    @Test
    void itDoesNotResolveOnAnotherMajorVersionOfCamel() throws Exception {
        Framework framework = framework("5.0.0");
        framework.start();
        try {
            Bundle bundle =
                    framework.getBundleContext().installBundle(JAR.toUri().toString());
            org.assertj.core.api.Assertions.assertThatThrownBy(bundle::start).hasMessageContaining("org.apache.camel");
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
    }

    @Test
    void itExportsWhatUsersMayRelyOnAndEmbedsNothing() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String exports = jar.getManifest().getMainAttributes().getValue("Export-Package");
            assertThat(exports.replaceAll("\"[^\"]*\"", "").split(","))
                    .extracting(export -> export.replaceAll(";.*", ""))
                    .containsExactlyInAnyOrder(
                            "io.github.whatsapp360",
                            "io.github.whatsapp360.api",
                            "io.github.whatsapp360.dsl",
                            "io.github.whatsapp360.dsl.endpoint",
                            "io.github.whatsapp360.event",
                            "io.github.whatsapp360.media",
                            "io.github.whatsapp360.message",
                            "io.github.whatsapp360.repository");
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/github/whatsapp360/"));
        }
    }

    @Test
    void theFeatureNamesThisBundle() throws IOException {
        String features = Files.readString(Path.of("target/classes/features.xml"));
        assertThat(features)
                .contains("<bundle>mvn:io.github.whatsapp360/camel-whatsapp360/1.0.0-SNAPSHOT</bundle>")
                .doesNotContain("${");
    }

    private Framework framework(String camelVersion) throws IOException {
        String packages = packages().entrySet().stream()
                .map(entry -> entry.getKey() + ";version=\""
                        + (entry.getKey().startsWith("org.apache.camel") ? camelVersion : entry.getValue()) + "\"")
                .collect(Collectors.joining(","));
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        storage.resolve(camelVersion).toString(),
                        "org.osgi.framework.system.packages.extra",
                        packages,
                        "org.osgi.framework.bundle.parent",
                        "app"));
    }

    /** All packages of the jars on this test's classpath, with the version in the jar's name. */
    private static Map<String, String> packages() throws IOException {
        Map<String, String> packages = new TreeMap<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Matcher version =
                    Pattern.compile(".*-(\\d+\\.\\d+(\\.\\d+)?)[^/]*\\.jar").matcher(jar);
            if (version.matches()) {
                try (JarFile file = new JarFile(jar)) {
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(name ->
                                    name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                            .map(name ->
                                    name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                            .filter(name -> !name.startsWith("org.osgi.") && !name.startsWith("org.apache.felix."))
                            .forEach(name -> packages.put(name, version.group(1)));
                }
            }
        }
        return packages;
    }
}

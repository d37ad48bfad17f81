package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.Whatsapp360Component;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.JarIndexer;
import org.junit.jupiter.api.Test;

/**
 * The registrations for a native executable, compared with what the component's jar contains. The test builds no
 * executable.
 */
class RegistrationsTest {

    private static final String ROOT = "io.github.whatsapp360";

    /**
     * The files that Camel Quarkus reads or registers itself, for every indexed jar; the transformer for CloudEvents
     * only with camel-quarkus-cloudevents. Developer consoles do not exist in native executables.
     */
    private static final Pattern CAMEL_SERVICE = Pattern.compile("META-INF/services/org/apache/camel/"
            + "((component|configurer|send-dynamic|transformer|urifactory|dev-console)/[^/]+|[^/]+)");

    /**
     * A constant with the name of a class, after its tag and its length; the types of the code itself have slashes
     * instead of dots.
     */
    private static final Pattern NAME_OF_A_CLASS = Pattern.compile(
            "\\x01[\\x00-\\xff]{2}((?:com|io|jakarta|javax|org)(?:\\.[a-z][a-z0-9_]*){2,}\\.[A-Z][A-Za-z0-9]*)");

    private final Whatsapp360Processor processor = new Whatsapp360Processor();

    @Test
    void allThatRoutesReadByNameIsRegistered() throws Exception {
        Set<String> exported = exportedPackages();
        assertThat(registered())
                .containsAll(names(index().getKnownClasses().stream()
                        .filter(type -> exported.contains(type.name().packagePrefix()))
                        .filter(type -> (type.flags() & 1) != 0)))
                .contains("io.github.whatsapp360.event.MessageStatus", "io.github.whatsapp360.api.ApiException");
    }

    @Test
    void allThatJacksonReadsOrWritesIsRegistered() throws Exception {
        List<String> types =
                names(index().getKnownClasses().stream().filter(type -> type.annotationsMap().keySet().stream()
                        .anyMatch(name -> name.toString().startsWith("com.fasterxml.jackson.annotation."))));
        assertThat(types)
                .contains(
                        "io.github.whatsapp360.media.UploadedMedia",
                        "io.github.whatsapp360.repository.MessageRecord$Fields");
        assertThat(registered()).containsAll(types);
    }

    @Test
    void nothingElseOfOursIsRegistered() throws Exception {
        Set<String> packages = new TreeSet<>(exportedPackages());
        assertThat(registered())
                .allMatch(name -> packages.stream().anyMatch(exported -> name.startsWith(exported + ".")))
                .doesNotContain("io.github.whatsapp360.client.Http");
    }

    @Test
    void eachOptionalLibraryIsRegisteredByTheNameThatTheComponentLooksUp() throws Exception {
        Set<String> names = new TreeSet<>();
        try (JarFile jar = new JarFile(jar().toFile())) {
            for (JarEntry entry : entries(jar, "io/github/whatsapp360/")) {
                if (entry.getName().endsWith(".class")) {
                    NAME_OF_A_CLASS
                            .matcher(text(jar, entry))
                            .results()
                            .map(name -> name.group(1))
                            .forEach(names::add);
                }
            }
        }
        names.removeIf(name -> name.startsWith(ROOT));
        // compared with the name of a component only
        assertThat(names).contains("org.apache.camel.component.webhook.WebhookComponent");
        names.remove("org.apache.camel.component.webhook.WebhookComponent");
        assertThat(processor.optionalLibraries().getClassNames()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void eachFileThatIsReadByPathIsRegistered() throws Exception {
        Set<String> ours = new TreeSet<>(processor.tables().getResources());
        try (JarFile jar = new JarFile(jar().toFile())) {
            assertThat(ours).isEqualTo(paths(jar, "META-INF/whatsapp360/"));
            assertThat(paths(jar, "kamelets/"))
                    .isNotEmpty()
                    .allMatch(path -> path.matches("kamelets/whatsapp360-[^/]*\\.kamelet\\.yaml"));
        }
        assertThat(processor.kamelets().getIncludePatterns())
                .isNotEmpty()
                .allMatch(pattern -> "kamelets/whatsapp360-x.kamelet.yaml".matches(pattern));
        assertThat(Stream.of(processor.mimeTypes())
                        .map(NativeImageResourceBuildItem::getResources)
                        .flatMap(Collection::stream))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(
                                Whatsapp360Component.class.getClassLoader().getResource(path))
                        .as(path)
                        .isNotNull());
    }

    @Test
    void eachServiceIsRegisteredHereOrByCamelQuarkus() throws Exception {
        ServiceProviderBuildItem decorators = Whatsapp360Processor.spanDecorators();
        String file = decorators.serviceDescriptorFile();
        try (JarFile jar = new JarFile(jar().toFile())) {
            assertThat(paths(jar, "META-INF/services/"))
                    .contains(file)
                    .allMatch(path ->
                            path.equals(file) || CAMEL_SERVICE.matcher(path).matches());
            assertThat(text(jar, jar.getJarEntry(file)).lines())
                    .containsExactlyInAnyOrderElementsOf(decorators.providers());
        }
    }

    private List<String> registered() throws Exception {
        return List.copyOf(processor
                .reflection(new CombinedIndexBuildItem(index(), index()))
                .getClassNames());
    }

    /**
     * Returns the packages that users import, without the root package, whose beans are Camel's, and without the
     * endpoint DSL, which only Java routes call.
     */
    private static Set<String> exportedPackages() throws Exception {
        try (JarFile jar = new JarFile(jar().toFile())) {
            String exports = jar.getManifest().getMainAttributes().getValue("Export-Package");
            Set<String> packages = Pattern.compile(ROOT.replace(".", "\\.") + "[a-z.]*")
                    .matcher(exports.replaceAll("\"[^\"]*\"", ""))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(packages).contains(ROOT, ROOT + ".event");
            packages.remove(ROOT);
            packages.removeAll(Set.of(ROOT + ".dsl", ROOT + ".dsl.endpoint"));
            return packages;
        }
    }

    private static List<String> names(Stream<ClassInfo> types) {
        return types.map(type -> type.name().toString()).toList();
    }

    private static List<JarEntry> entries(JarFile jar, String folder) {
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                .toList();
    }

    private static Set<String> paths(JarFile jar, String folder) {
        return entries(jar, folder).stream().map(JarEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Index index() throws Exception {
        return JarIndexer.createJarIndex(jar().toFile(), new Indexer(), false, false, false)
                .getIndex();
    }

    private static Path jar() throws Exception {
        return Path.of(Whatsapp360Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}

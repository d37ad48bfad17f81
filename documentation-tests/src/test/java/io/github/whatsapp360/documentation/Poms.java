package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** The poms of this project, and the snippets of poms on the pages. */
final class Poms {

    static final String GROUP = "io.github.whatsapp360";
    static final String VERSION = System.getProperty("project.version");

    /** The folder of each of our modules, by its artifact ID. */
    private final Map<String, Path> modules = new HashMap<>();

    /** All that some pom here depends on or builds with, and what Camel's catalog has. */
    private final Set<String> known = new HashSet<>();

    Poms() {
        try (Stream<Path> files = Files.walk(Block.ROOT, 4)) {
            for (Path file : files.filter(file -> file.endsWith("pom.xml")
                            && !file.toString().contains("/target/")
                            && !file.toString().contains("node_modules"))
                    .toList()) {
                Model pom = read(Files.readString(file));
                if (pom.getGroupId() == null || pom.getGroupId().equals(GROUP)) {
                    modules.put(pom.getArtifactId(), file.getParent());
                }
                known.addAll(artifacts(pom));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        Stream.of(
                        catalog.findComponentNames().stream().map(catalog::componentModel),
                        catalog.findDataFormatNames().stream().map(catalog::dataFormatModel),
                        catalog.findOtherNames().stream().map(catalog::otherModel))
                .flatMap(models -> models)
                .map(model -> (ArtifactModel<?>) model)
                .forEach(model -> {
                    known.add(model.getGroupId() + ":" + model.getArtifactId());
                    known.add("org.apache.camel.springboot:" + model.getArtifactId() + "-starter");
                    known.add("org.apache.camel.quarkus:"
                            + model.getArtifactId().replaceFirst("camel-", "camel-quarkus-"));
                });
    }

    /** Checks dependencies, plugins or a whole project. */
    void check(String xml) {
        String text = xml.strip().replaceFirst("<\\?xml[^>]*>\\s*", "");
        Model pom = read(
                text.startsWith("<project")
                        ? text
                        : text.startsWith("<plugin>")
                                ? "<project><build><plugins>" + text + "</plugins></build></project>"
                                : text.startsWith("<dependency>")
                                        ? "<project><dependencies>" + text + "</dependencies></project>"
                                        : "<project>" + text + "</project>");
        // whole projects are built by .ci/getting-started.py
        if (!text.startsWith("<project")) {
            assertThat(artifacts(pom)).allSatisfy(artifact -> assertThat(known.contains(artifact))
                    .as("%s is known", artifact)
                    .isTrue());
        }
        Stream<Dependency> managed = pom.getDependencyManagement() == null
                ? Stream.of()
                : pom.getDependencyManagement().getDependencies().stream();
        assertThat(Stream.concat(managed, pom.getDependencies().stream())
                        .filter(dependency -> dependency.getGroupId().equals(GROUP)))
                .allSatisfy(dependency -> {
                    assertThat(modules).containsKey(dependency.getArtifactId());
                    assertThat(dependency.getVersion()).isEqualTo(VERSION);
                });
    }

    /** Checks a module as {@code mvn -pl} takes it: a folder, or an artifact ID after a colon. */
    void checkModule(String module) {
        if (module.startsWith(":")) {
            assertThat(modules).containsKey(module.substring(1));
        } else {
            assertThat(Block.ROOT.resolve(module).resolve("pom.xml")).exists();
        }
    }

    /** Checks coordinates of one of our artifacts, as in {@code group:artifact:version}. */
    void checkOurs(String artifact, String version) {
        assertThat(modules).containsKey(artifact);
        assertThat(version).isEqualTo(VERSION);
    }

    private static Set<String> artifacts(Model pom) {
        List<Dependency> dependencies = pom.getDependencies();
        List<Dependency> managed = pom.getDependencyManagement() == null
                ? List.of()
                : pom.getDependencyManagement().getDependencies();
        Stream<Plugin> plugins = pom.getBuild() == null ? Stream.of() : pom.getBuild().getPlugins().stream();
        return Stream.concat(
                        Stream.concat(dependencies.stream(), managed.stream())
                                .map(dependency -> dependency.getGroupId() + ":" + dependency.getArtifactId()),
                        plugins.map(plugin -> plugin.getGroupId() + ":" + plugin.getArtifactId()))
                .collect(Collectors.toSet());
    }

    private static Model read(String xml) {
        try {
            return new MavenXpp3Reader().read(new StringReader(xml), true);
        } catch (IOException | XmlPullParserException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}

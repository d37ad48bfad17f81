package io.github.whatsapp360.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Sets up a Karaf that opens no port but the one for its shutdown and finds all artifacts in {@code target/repository}.
 *
 * <p>Not all of camel-karaf's bundles can be had from Maven repositories everywhere. So a features file of the same
 * coordinates stands in for camel-karaf's: its features have the same names, and their bundles are Camel's plain jars,
 * wrapped as camel-karaf would wrap them. Only {@code camel-core-osgi} is camel-karaf's, from an earlier version.
 */
final class KarafSetup {

    private static final Path REPOSITORY = Path.of("target", "repository").toAbsolutePath();
    private static final String VERSION = System.getProperty("project.version");
    private static final String CAMEL_KARAF = System.getProperty("camel-karaf.version");

    /** The folders of Camel and of the libraries that it uses here. */
    private static final List<String> GROUPS = List.of(
            "org/apache/camel", "org/apache/httpcomponents", "jakarta", "com/fasterxml", "io/vertx", "io/netty");

    private final Path karaf;

    KarafSetup(Path karaf) {
        this.karaf = karaf;
    }

    void prepare() throws IOException {
        put(
                "features",
                "org.apache.karaf.features.cfg",
                """
                featuresRepositories = \
                  mvn:org.apache.karaf.features/framework/KARAF/xml/features, \
                  mvn:org.apache.karaf.features/specs/KARAF/xml/features, \
                  mvn:org.apache.karaf.features/standard/KARAF/xml/features
                featuresBoot = framework, log, feature, deployer, wrap, bundle, aries-blueprint
                """
                        .replace("KARAF", System.getProperty("karaf.version")));
        put(
                "the repository",
                "org.ops4j.pax.url.mvn.cfg",
                """
                org.ops4j.pax.url.mvn.useFallbackRepositories = false
                org.ops4j.pax.url.mvn.defaultRepositories = \
                  ${karaf.home.uri}${karaf.default.repository}@id=system@snapshots, \
                  %s@id=test@snapshots
                org.ops4j.pax.url.mvn.localRepository = %s
                org.ops4j.pax.url.mvn.repositories =
                """
                        .formatted(REPOSITORY.toUri(), karaf.resolve("data/m2")));
        logAtDebug();
        Path ours = folder("io/github/whatsapp360/example-karaf/" + VERSION);
        String jar = "example-karaf-" + VERSION + ".jar";
        Files.copy(Path.of("target", jar), ours.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                folder("org/apache/camel/karaf/apache-camel/" + CAMEL_KARAF)
                        .resolve("apache-camel-" + CAMEL_KARAF + "-features.xml"),
                standIn());
    }

    /** All but Blueprint, which at DEBUG prints the configuration: key and number (README.md). */
    private void logAtDebug() throws IOException {
        Path file = karaf.resolve("etc/org.ops4j.pax.logging.cfg");
        Files.writeString(
                file,
                Files.readString(file).replace("log4j2.rootLogger.level = INFO", "log4j2.rootLogger.level = DEBUG")
                        + """

                        log4j2.logger.blueprint.name = org.apache.aries.blueprint
                        log4j2.logger.blueprint.level = INFO
                        """);
    }

    private void put(String what, String file, String text) throws IOException {
        Files.writeString(karaf.resolve("etc").resolve(file), "# " + what + " of the test\n" + text);
    }

    private static Path folder(String path) throws IOException {
        return Files.createDirectories(REPOSITORY.resolve(path));
    }

    private static String standIn() throws IOException {
        StringBuilder xml = new StringBuilder(
                """
                <features name="camel-VERSION" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="camel-http" version="VERSION"><feature>camel-core</feature></feature>
                  <feature name="camel-jackson" version="VERSION"><feature>camel-core</feature></feature>
                  <feature name="camel-platform-http-vertx" version="VERSION"><feature>camel-core</feature></feature>
                  <feature name="camel-core" version="VERSION" start-level="50">
                    <feature prerequisite="true">wrap</feature>
                """
                        .replace("VERSION", CAMEL_KARAF));
        for (String part : GROUPS) {
            try (Stream<Path> jars = Files.walk(REPOSITORY.resolve(part))) {
                for (Path jar :
                        jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    xml.append("    <bundle>").append(bundle(jar)).append("</bundle>\n");
                }
            }
        }
        return xml.append("  </feature>\n</features>\n").toString();
    }

    private static String bundle(Path jar) throws IOException {
        Path folder = REPOSITORY.relativize(jar).getParent();
        String version = folder.getFileName().toString();
        String artifact = folder.getParent().getFileName().toString();
        String group = folder.getParent().getParent().toString().replace('/', '.');
        String url = "mvn:" + group + "/" + artifact + "/" + version;
        if (group.equals("org.apache.camel.karaf")) { // camel-core-osgi: its manifest asks for Camel 4.14 only
            return "wrap:" + url + "$overwrite=merge&amp;Import-Package=org.apache.camel.*;version=4.14,*";
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            boolean isBundle = file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName") != null;
            if (isBundle && !group.equals("io.netty")) { // Netty's own manifest asks for a package of GraalVM
                return url;
            }
        }
        return "wrap:" + url + "$overwrite=full&amp;Bundle-SymbolicName=" + artifact + "&amp;Bundle-Version=" + version
                + "&amp;Export-Package=*;-noimport:=true;version=" + version
                + "&amp;Import-Package=*;resolution:=optional&amp;DynamicImport-Package=*";
    }
}

package io.github.whatsapp360;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages of the component, and which of them and which libraries each may use; see docs/dev/house.md. The two
 * classes {@code Trespasser} break each rule once.
 */
class HouseTest {

    static final String ROOT = "io.github.whatsapp360";

    /** The packages, lowest first, each with those that it may use. The root package is "". */
    static final Map<String, Set<String>> PACKAGES = new LinkedHashMap<>();

    static {
        mayUse("trace");
        mayUse("api");
        mayUse("media");
        mayUse("files", "media", "api");
        mayUse("message", "media", "api");
        mayUse("event", "trace");
        mayUse("flow");
        mayUse("listener", "event");
        mayUse("repository", "media");
        mayUse("client", "trace", "media", "files", "message", "api");
        mayUse("delivery.attempts", "event", "listener", "api", "client");
        mayUse("delivery.confirm", "message", "event", "api", "delivery.attempts");
        mayUse("delivery.rate", "message", "api", "client", "delivery.attempts");
        mayUse(
                "delivery.record",
                "media",
                "message",
                "event",
                "repository",
                "api",
                "client",
                "delivery.attempts",
                "delivery.confirm");
        mayUse("delivery.reuse", "media", "files", "api", "client", "delivery.attempts");
        mayUse("delivery", PACKAGES.keySet().toArray(String[]::new));
        mayUse("metrics", "event", "api", "listener", "delivery.attempts", "delivery.rate", "delivery");
        mayUse("", PACKAGES.keySet().toArray(String[]::new));
        mayUse("dsl.endpoint", "media", "repository", "api", "");
        mayUse("dsl", "dsl.endpoint");
    }

    /** The classes of the component. The tests and the emulator, whose packages have the same prefix, are left out. */
    private static final JavaClasses COMPONENT = classesBeside(Whatsapp360Component.class);

    private static final JavaClasses TRESPASSERS =
            classesBeside(HouseTest.class).that(simpleName("Trespasser"));

    private static final ArchCondition<JavaClass> USE_ALLOWED_PACKAGES = new ArchCondition<>("use allowed packages") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> !isAllowed(type, use.getTargetClass().getBaseComponentType()))
                    .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
        }
    };

    private static final ArchRule ONLY_THE_CLIENT_AND_CAMEL_HTTP_USE_HTTP_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".client")
            .and()
            .doNotBelongToAnyOf(CamelHttp.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    private static final ArchRule ONLY_THESE_USE_CAMEL_TELEMETRY = noClasses()
            .that()
            .doNotBelongToAnyOf(
                    TelemetryTraces.class,
                    SpanTags.class,
                    Whatsapp360SpanDecorator.class,
                    Whatsapp360WebhookSpanDecorator.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel.telemetry..");

    /** The HTTP servers are known by Camel's API only; camel-webhook may be missing. */
    private static final ArchRule ONLY_ONE_CLASS_USES_CAMEL_WEBHOOK = noClasses()
            .that()
            .doNotBelongToAnyOf(WebhookEventsEndpoint.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel.component.webhook..", "org.apache.camel.component.platform..");

    /** Returns each rule with the use that it must report. */
    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(classes().should(USE_ALLOWED_PACKAGES), ROOT + ".Trespasser"),
                Arguments.of(ONLY_THE_CLIENT_AND_CAMEL_HTTP_USE_HTTP_CLIENT, "org.apache.hc"),
                Arguments.of(ONLY_THESE_USE_CAMEL_TELEMETRY, "org.apache.camel.telemetry"),
                Arguments.of(ONLY_ONE_CLASS_USES_CAMEL_WEBHOOK, "org.apache.camel.component.webhook"),
                library("org.apache.camel", "", ".dsl.."),
                library("org.apache.camel.builder.endpoint", ".dsl.."),
                library("javax.cache", ".repository"),
                library("org.apache.tika", ".files"),
                library("io.micrometer", "", ".metrics"),
                library("io.github.bucket4j", "", ".delivery..", ".dsl.."),
                // Annotations are allowed everywhere: media has some.
                library("com.fasterxml.jackson.core", "", ".message", ".event", ".flow", ".repository", ".client"),
                library(
                        "com.fasterxml.jackson.databind",
                        "",
                        ".message",
                        ".event",
                        ".flow",
                        ".repository",
                        ".api",
                        ".client",
                        ".metrics"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theComponentKeepsTheRule(ArchRule rule, String reported) {
        rule.check(COMPONENT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aTrespassIsReported(ArchRule rule, String reported) {
        assertThat(rule.evaluate(TRESPASSERS).getFailureReport().getDetails())
                .isNotEmpty()
                .allMatch(detail -> detail.contains("<" + reported));
    }

    @Test
    void theTableHasEachPackage() {
        assertThat(COMPONENT)
                .extracting(HouseTest::nameOf)
                .containsOnly(PACKAGES.keySet().toArray(String[]::new));
    }

    @Test
    void theExceptionForCamelHttpIsStillNeeded() {
        assertThat(COMPONENT.get(CamelHttp.class).getDirectDependenciesFromSelf())
                .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("org.apache.hc."));
    }

    @Test
    void theseClassesOfTheRootPackageArePublicAndNoOthers() {
        assertThat(publicClassesOfTheRoot(COMPONENT))
                .containsExactlyInAnyOrder(
                        "Whatsapp360Component",
                        "Whatsapp360Endpoint",
                        "Whatsapp360Endpoint$Action",
                        "Whatsapp360Configuration",
                        "Whatsapp360DevConsole",
                        "Whatsapp360Constants",
                        "Whatsapp360Converters",
                        "Whatsapp360Confirmation",
                        "Whatsapp360Answer",
                        "Whatsapp360Operation",
                        "Whatsapp360SendDynamicAware",
                        "Whatsapp360CloudEventDataTypeTransformer",
                        "Whatsapp360JsonDataTypeTransformer",
                        "Whatsapp360SpanDecorator",
                        "Whatsapp360WebhookSpanDecorator",
                        "Whatsapp360ComponentConfigurer",
                        "Whatsapp360EndpointConfigurer",
                        "Whatsapp360EndpointUriFactory",
                        "Whatsapp360ConvertersLoader");
        assertThat(publicClassesOfTheRoot(TRESPASSERS)).containsExactly("Trespasser");
    }

    @Test
    void theBundleExportsWhatUsersImport() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")).lines().filter(line -> line.startsWith("Export-Package: ")))
                .singleElement()
                .satisfies(line -> assertThat(
                                line.substring("Export-Package: ".length()).split(","))
                        .containsExactlyInAnyOrderElementsOf(PublicApiTest.EXPORTED));
    }

    /** Adds a row. Because each row may name only rows above it, packages cannot form a cycle. */
    private static void mayUse(String name, String... others) {
        assertThat(PACKAGES.keySet()).containsAll(Set.of(others));
        PACKAGES.put(name, Set.of(others));
    }

    private static Arguments library(String name, String... users) {
        String[] packages = Stream.of(users).map(user -> ROOT + user).toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(name + "..");
        return Arguments.of(rule, name);
    }

    private static boolean isAllowed(JavaClass user, JavaClass used) {
        boolean isOurs = COMPONENT.contain(used.getName()) || TRESPASSERS.contain(used.getName());
        return !isOurs
                || nameOf(used).equals(nameOf(user))
                || PACKAGES.get(nameOf(user)).contains(nameOf(used));
    }

    /** Returns a package's name in the table. */
    private static String nameOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
    }

    private static Stream<String> publicClassesOfTheRoot(JavaClasses classes) {
        return classes.stream()
                .filter(type -> nameOf(type).isEmpty() && isPublic(type))
                .map(type -> type.getName().substring(ROOT.length() + 1));
    }

    private static boolean isPublic(JavaClass type) {
        Optional<JavaClass> outer = type.getEnclosingClass();
        return type.getModifiers().contains(JavaModifier.PUBLIC) && (outer.isEmpty() || isPublic(outer.get()));
    }

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }
}

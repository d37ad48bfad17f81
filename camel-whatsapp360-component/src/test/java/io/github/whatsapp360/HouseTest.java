package io.github.whatsapp360;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the house together: which rooms there are, and who may know whom. See docs/dev/house.md.
 *
 * <p>Each rule is shown to bite: the {@code Trespasser} of each room breaks it.
 */
class HouseTest {

    private static final String ROOT = "io.github.whatsapp360";
    private static final String MEDIA = ROOT + ".media";
    private static final String MESSAGE = ROOT + ".message";
    private static final String EVENT = ROOT + ".event";
    private static final String API = ROOT + ".api";
    private static final String DELIVERY = ROOT + ".delivery";
    private static final String DELIVERY_GROUPS = DELIVERY + "..";

    /** Only what is delivered: neither the tests nor the emulator, whose package has the same beginning. */
    private static final JavaClasses HOUSE = classesBeside(Whatsapp360Component.class);

    private static final JavaClasses TRESPASSERS =
            classesBeside(HouseTest.class).that(simpleName("Trespasser"));

    private static final ArchRule FLOORS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT, MEDIA, MESSAGE, EVENT, API, DELIVERY_GROUPS)
            .layer("media")
            .definedBy(MEDIA)
            .layer("message")
            .definedBy(MESSAGE)
            .layer("event")
            .definedBy(EVENT)
            .layer("api")
            .definedBy(API)
            .layer("delivery")
            .definedBy(DELIVERY_GROUPS)
            .layer("root")
            .definedBy(ROOT)
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("delivery", "root")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("api", "delivery", "root")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("delivery", "root")
            .whereLayer("event")
            .mayNotAccessAnyLayer()
            .as("floors: media < message < api < delivery < root; event < delivery");

    private static final ArchRule NO_CLASS_OUTSIDE_A_ROOM =
            classes().should().resideInAnyPackage(ROOT, MEDIA, MESSAGE, EVENT, API, DELIVERY_GROUPS);

    private static final ArchRule NO_CYCLES =
            slices().matching("io.github.(**)").should().beFreeOfCycles();

    private static final ArchRule ONLY_THE_ROOT_KNOWS_CAMEL = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    private static final ArchRule ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(API)
            .and()
            .haveNameNotMatching("io\\.github\\.whatsapp360\\.CamelHttp(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    private static final ArchRule ONLY_MEDIA_KNOWS_THE_DETECTOR = noClasses()
            .that()
            .resideOutsideOfPackage(MEDIA)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.tika..");

    private static final ArchRule ONLY_THE_ROOT_KNOWS_JCACHE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.cache..");

    private static final ArchRule ONLY_DELIVERY_AND_THE_ROOT_KNOW_BUCKETS = noClasses()
            .that()
            .resideOutsideOfPackages(DELIVERY_GROUPS, ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bucket4j..");

    /** Annotations only say how a record is written; media has some. */
    private static final ArchRule NEITHER_MEDIA_NOR_DELIVERY_KNOWS_JSON = noClasses()
            .that()
            .resideInAnyPackage(MEDIA, DELIVERY_GROUPS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

    static Stream<ArchRule> rules() {
        return bites().map(bite -> (ArchRule) bite.get()[0]).distinct();
    }

    /** Each rule with each trespass that it must report: who, and on what. */
    static Stream<Arguments> bites() {
        return Stream.of(
                Arguments.of(FLOORS, MEDIA, MESSAGE),
                Arguments.of(FLOORS, MEDIA, EVENT),
                Arguments.of(FLOORS, MEDIA, API),
                Arguments.of(FLOORS, MEDIA, DELIVERY),
                Arguments.of(FLOORS, MEDIA, ROOT),
                Arguments.of(FLOORS, MESSAGE, EVENT),
                Arguments.of(FLOORS, MESSAGE, API),
                Arguments.of(FLOORS, MESSAGE, DELIVERY),
                Arguments.of(FLOORS, MESSAGE, ROOT),
                Arguments.of(FLOORS, EVENT, MEDIA),
                Arguments.of(FLOORS, EVENT, MESSAGE),
                Arguments.of(FLOORS, EVENT, API),
                Arguments.of(FLOORS, EVENT, DELIVERY),
                Arguments.of(FLOORS, EVENT, ROOT),
                Arguments.of(FLOORS, API, EVENT),
                Arguments.of(FLOORS, API, DELIVERY),
                Arguments.of(FLOORS, API, ROOT),
                Arguments.of(FLOORS, DELIVERY, ROOT),
                Arguments.of(NO_CYCLES, MESSAGE, MEDIA),
                Arguments.of(ONLY_THE_ROOT_KNOWS_CAMEL, MEDIA, "org.apache.camel"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_CAMEL, MESSAGE, "org.apache.camel"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_CAMEL, EVENT, "org.apache.camel"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_CAMEL, API, "org.apache.camel"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_CAMEL, DELIVERY, "org.apache.camel"),
                Arguments.of(ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT, MEDIA, "org.apache.hc"),
                Arguments.of(ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT, MESSAGE, "org.apache.hc"),
                Arguments.of(ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT, EVENT, "org.apache.hc"),
                Arguments.of(ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT, DELIVERY, "org.apache.hc"),
                Arguments.of(ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT, ROOT, "org.apache.hc"),
                Arguments.of(ONLY_MEDIA_KNOWS_THE_DETECTOR, MESSAGE, "org.apache.tika"),
                Arguments.of(ONLY_MEDIA_KNOWS_THE_DETECTOR, EVENT, "org.apache.tika"),
                Arguments.of(ONLY_MEDIA_KNOWS_THE_DETECTOR, API, "org.apache.tika"),
                Arguments.of(ONLY_MEDIA_KNOWS_THE_DETECTOR, DELIVERY, "org.apache.tika"),
                Arguments.of(ONLY_MEDIA_KNOWS_THE_DETECTOR, ROOT, "org.apache.tika"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_JCACHE, MEDIA, "javax.cache"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_JCACHE, MESSAGE, "javax.cache"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_JCACHE, EVENT, "javax.cache"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_JCACHE, API, "javax.cache"),
                Arguments.of(ONLY_THE_ROOT_KNOWS_JCACHE, DELIVERY, "javax.cache"),
                Arguments.of(ONLY_DELIVERY_AND_THE_ROOT_KNOW_BUCKETS, MEDIA, "io.github.bucket4j"),
                Arguments.of(ONLY_DELIVERY_AND_THE_ROOT_KNOW_BUCKETS, MESSAGE, "io.github.bucket4j"),
                Arguments.of(ONLY_DELIVERY_AND_THE_ROOT_KNOW_BUCKETS, API, "io.github.bucket4j"),
                Arguments.of(NEITHER_MEDIA_NOR_DELIVERY_KNOWS_JSON, MEDIA, "com.fasterxml.jackson"),
                Arguments.of(NEITHER_MEDIA_NOR_DELIVERY_KNOWS_JSON, DELIVERY, "com.fasterxml.jackson"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeepsTheRule(ArchRule rule) {
        rule.check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("bites")
    void aTrespassIsReported(ArchRule rule, String room, String on) {
        assertThat(String.join(
                        "\n", rule.evaluate(TRESPASSERS).getFailureReport().getDetails()))
                .containsPattern("<\\Q" + room + ".Trespasser\\E[.>][^\\n]*<\\Q" + on + "\\E\\.[A-Za-z0-9.]+>");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleThatSeesNoClassFails(ArchRule rule) {
        JavaClasses none = HOUSE.that(DescribedPredicate.alwaysFalse());
        assertThatThrownBy(() -> rule.check(none)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyClassIsInARoom() {
        NO_CLASS_OUTSIDE_A_ROOM.check(HOUSE);
        assertThat(NO_CLASS_OUTSIDE_A_ROOM
                        .evaluate(new ClassFileImporter().importClasses(String.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void everyRoomIsInTheHouse() {
        assertThat(HOUSE.stream().map(JavaClass::getPackageName))
                .containsOnly(
                        ROOT,
                        MEDIA,
                        MESSAGE,
                        EVENT,
                        API,
                        DELIVERY,
                        DELIVERY + ".attempts",
                        DELIVERY + ".confirm",
                        DELIVERY + ".rate",
                        DELIVERY + ".reuse")
                .hasSizeGreaterThan(40);
    }

    @Test
    void theExceptionForCamelHttpIsStillNeeded() {
        assertThat(HOUSE.get(CamelHttp.class).getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("org.apache.hc."));
    }

    @Test
    void theRootHasTheseDoorsAndNoOthers() {
        assertThat(doors(HOUSE))
                .containsExactlyInAnyOrder(
                        "Whatsapp360Component",
                        "Whatsapp360Endpoint",
                        "Whatsapp360Endpoint$Action",
                        "Whatsapp360Configuration",
                        "Whatsapp360Constants",
                        "Whatsapp360Converters",
                        "Whatsapp360SendDynamicAware",
                        "JCacheMediaIdStore",
                        "Whatsapp360ComponentConfigurer",
                        "Whatsapp360EndpointConfigurer",
                        "Whatsapp360EndpointUriFactory",
                        "Whatsapp360ConvertersLoader");
        assertThat(doors(TRESPASSERS)).containsExactly("Trespasser");
    }

    private static List<String> doors(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getPackageName().equals(ROOT))
                .filter(type -> Stream.iterate(Optional.of(type), Optional::isPresent, inner -> inner.get()
                                .getEnclosingClass())
                        .allMatch(outer -> outer.get().getModifiers().contains(JavaModifier.PUBLIC)))
                .map(type -> type.getName().substring(ROOT.length() + 1))
                .toList();
    }

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }
}

package io.github.whatsapp360;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the house together: which rooms there are, and who may know whom. See docs/dev/house.md. */
@AnalyzeClasses(packages = "io.github.whatsapp360", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String ROOT = "io.github.whatsapp360";

    @ArchTest
    static final ArchRule FLOORS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(
                    ROOT, ROOT + ".media", ROOT + ".message", ROOT + ".api", ROOT + ".delivery")
            .layer("media")
            .definedBy(ROOT + ".media")
            .layer("message")
            .definedBy(ROOT + ".message")
            .layer("api")
            .definedBy(ROOT + ".api")
            .layer("delivery")
            .definedBy(ROOT + ".delivery")
            .layer("root")
            .definedBy(ROOT)
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("delivery", "root")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("api", "delivery", "root");

    @ArchTest
    static final ArchRule NO_CLASS_OUTSIDE_A_ROOM = classes()
            .that(resideInAPackage(ROOT + "..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(ROOT + ".emulator.."))))
            .should()
            .resideInAnyPackage(ROOT, ROOT + ".media", ROOT + ".message", ROOT + ".api", ROOT + ".delivery");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_ROOT_KNOWS_CAMEL = noClasses()
            .that(resideInAnyPackage(ROOT + ".media", ROOT + ".message", ROOT + ".api", ROOT + ".delivery"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule ONLY_THE_API_AND_CAMEL_HTTP_KNOW_THE_HTTP_CLIENT = noClasses()
            .that(resideInAnyPackage(ROOT, ROOT + ".media", ROOT + ".message", ROOT + ".delivery"))
            .and()
            .haveNameNotMatching(".*\\.(CamelHttp(\\$.*)?|Senders)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule ONLY_MEDIA_KNOWS_THE_DETECTOR = noClasses()
            .that(resideInAnyPackage(ROOT, ROOT + ".message", ROOT + ".api", ROOT + ".delivery"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.tika..");

    @ArchTest
    static final ArchRule THE_PUBLIC_DOORS_OF_THE_ROOT = classes()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .arePublic()
            .should()
            .haveNameMatching(
                    ".*\\.Whatsapp360(Component|Endpoint|Endpoint\\$Action|Configuration|Constants|Converters|ConvertersLoader"
                            + "|ComponentConfigurer|EndpointConfigurer|EndpointUriFactory)");
}

package io.github.whatsapp360.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The emulator checks the component independently, so it may know neither it nor Camel. */
@AnalyzeClasses(packages = "io.github.whatsapp360.emulator", importOptions = ImportOption.DoNotIncludeTests.class)
class EmulatorHouseTest {

    @ArchTest
    static final ArchRule IT_KNOWS_ONLY_ITSELF_AND_A_FEW_LIBRARIES = classes()
            .that()
            .resideInAPackage("io.github.whatsapp360..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.whatsapp360.emulator..",
                    "java..",
                    "javax.net..",
                    "com.sun.net.httpserver..",
                    "com.fasterxml.jackson..",
                    "org.apache.commons.fileupload2..",
                    "org.apache.commons.io..",
                    "org.slf4j..",
                    "org.junit.jupiter.api..",
                    "org.opentest4j..");

    @ArchTest
    static final ArchRule THE_SERVER_RUNS_WITHOUT_JUNIT = noClasses()
            .that()
            .resideOutsideOfPackage("..junit5..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..", "..junit5..");

    /** What stands alone, and what JUnit needs; all else is in one package, and hidden. */
    @ArchTest
    static final ArchRule ROOMS = classes()
            .that()
            .resideInAPackage("io.github.whatsapp360.emulator.*")
            .should()
            .resideInAnyPackage("..emulator.junit5", "..emulator.rate", "..emulator.wire");

    @ArchTest
    static final ArchRule WHAT_STANDS_ALONE_KNOWS_THE_JDK_ONLY = classes()
            .that()
            .resideInAnyPackage("..emulator.rate", "..emulator.wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..emulator.rate", "..emulator.wire", "java..", "javax.net..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.whatsapp360.(**)").should().beFreeOfCycles();
}

package io.github.whatsapp360.emulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages of the emulator, and which of them and which libraries each may use; see docs/dev/house.md. The emulator
 * checks the component independently, so it may use neither the component nor Camel. The two classes
 * {@code Trespasser} break each rule once.
 */
class EmulatorHouseTest {

    private static final String ROOT = "io.github.whatsapp360.emulator";

    /** The packages that users import. */
    private static final String[] EXPORTED = {ROOT, ROOT + ".model", ROOT + ".assertj", ROOT + ".junit5"};

    /** The packages, lowest first, each with those that it may use. */
    private static final Map<String, Set<String>> PACKAGES = new LinkedHashMap<>();

    static {
        mayUse("util", "");
        mayUse("wire", "");
        mayUse("rate", "");
        mayUse("access", "");
        mayUse("http", "");
        mayUse("model", "http");
        mayUse("data", "util");
        mayUse("flows", "util model");
        mayUse("faults", "util wire http model");
        mayUse("accounts", "util access");
        mayUse("billing", "model data accounts");
        mayUse("media", "util access http model data accounts");
        mayUse("chats", "util model data accounts billing media");
        mayUse("webhooks", "util wire model faults accounts billing chats");
        mayUse("state", "util rate access http model data flows faults accounts billing media chats webhooks");
        mayUse("service", "util access http model flows faults accounts media chats webhooks state");
        mayUse("onpremise", "util http model accounts media chats webhooks state service");
        mayUse("page", "util wire access http model faults billing media chats webhooks state");
        mayUse("server", "util wire access http model state service onpremise page");
        mayUse("root", "util access model data faults accounts billing media chats webhooks state service page server");
        mayUse("assertj", "model root");
        mayUse("junit5", "model root");
    }

    private static final JavaClasses EMULATOR = classesBeside(Whatsapp360Emulator.class);

    private static final JavaClasses TRESPASSERS =
            classesBeside(EmulatorHouseTest.class).that(simpleName("Trespasser"));

    private static final ArchRule LAYERS = classes().should(new ArchCondition<JavaClass>("use allowed packages") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> !isAllowed(type, use.getTargetClass().getBaseComponentType()))
                    .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
        }
    });

    private static final ArchRule FEW_LIBRARIES = classes()
            .that()
            .resideOutsideOfPackage(ROOT + ".assertj")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "..",
                    "java..",
                    "javax.net..",
                    "javax.crypto..",
                    "com.sun.net.httpserver..",
                    "com.fasterxml.jackson..",
                    "org.apache.commons.fileupload2..",
                    "org.apache.commons.io..",
                    "org.slf4j..",
                    "org.junit.jupiter.api..",
                    "org.opentest4j..");

    private static final ArchRule JUNIT_IN_ITS_PACKAGE_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".junit5")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..");

    private static final ArchRule JDK_ONLY_IN_WIRE_AND_RATE = classes()
            .that()
            .resideInAnyPackage(ROOT + ".wire", ROOT + ".rate")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "..", "java..", "javax.net..", "com.sun.net.httpserver..");

    private static final ArchRule NO_LOOPS_OF_CLASSES =
            slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

    private static final ArchRule NO_INTERNAL_TYPES_FOR_USERS = members()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAnyPackage(EXPORTED))
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(new ArchCondition<JavaMember>("have exported types only") {
                @Override
                public void check(JavaMember member, ConditionEvents events) {
                    member.getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getBaseComponentType)
                            .filter(type -> isOurs(type)
                                    && !resideInAnyPackage(EXPORTED).test(type))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getDescription() + " has the internal type <" + type.getName())));
                }
            });

    /** Returns each rule with a use that it must report. */
    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(LAYERS, "<" + Whatsapp360Emulator.class.getName()),
                Arguments.of(FEW_LIBRARIES, "<org.assertj"),
                Arguments.of(JUNIT_IN_ITS_PACKAGE_ONLY, "<org.junit"),
                Arguments.of(JDK_ONLY_IN_WIRE_AND_RATE, "<com.fasterxml"),
                Arguments.of(NO_LOOPS_OF_CLASSES, "Slice " + ROOT + ".model.Trespasser"),
                Arguments.of(NO_INTERNAL_TYPES_FOR_USERS, "<" + ROOT + ".wire.Trespasser"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theEmulatorKeepsTheRule(ArchRule rule, String reported) {
        rule.check(EMULATOR);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aTrespassIsReported(ArchRule rule, String reported) {
        assertThat(rule.evaluate(TRESPASSERS).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(reported));
    }

    @Test
    void theTableHasEachPackage() {
        assertThat(EMULATOR)
                .extracting(EmulatorHouseTest::nameOf)
                .containsOnly(PACKAGES.keySet().toArray(String[]::new));
    }

    /** Adds a row. Because each row may name only rows above it, packages cannot form a cycle. */
    private static void mayUse(String name, String others) {
        Set<String> used = others.isEmpty() ? Set.of() : Set.of(others.split(" "));
        assertThat(PACKAGES.keySet()).containsAll(used);
        PACKAGES.put(name, used);
    }

    private static boolean isAllowed(JavaClass user, JavaClass used) {
        return !isOurs(used)
                || nameOf(used).equals(nameOf(user))
                || PACKAGES.get(nameOf(user)).contains(nameOf(used));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    /** Returns a package's name in the table. */
    private static String nameOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "root" : name.substring(ROOT.length() + 1);
    }

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Each class together with its nested classes. */
    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return isOurs(type) ? SliceIdentifier.of(outermost(type).getName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each top-level class";
        }

        private static JavaClass outermost(JavaClass type) {
            JavaClass element = type.getBaseComponentType();
            return element.getEnclosingClass().map(TopLevelClasses::outermost).orElse(element);
        }
    }
}

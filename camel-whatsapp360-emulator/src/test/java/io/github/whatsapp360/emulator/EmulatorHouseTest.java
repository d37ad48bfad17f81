package io.github.whatsapp360.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds the emulator's rooms and who may know whom; see docs/dev/house.md. The emulator checks the component independently,
 * so it may know neither it nor Camel.
 */
@AnalyzeClasses(packages = EmulatorHouseTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class EmulatorHouseTest {

    static final String ROOT = "io.github.whatsapp360.emulator";

    /** The rooms, lowest floor first, each with the rooms that it may know. */
    private static final Map<String, Set<String>> ROOMS = new LinkedHashMap<>();

    /** The classes of the root package that are values. They are the lower half of it, the doors are the upper one. */
    private static final Set<Class<?>> VALUES = Set.of(
            ChatMessage.class,
            Fault.class,
            FaultRule.class,
            Hosting.class,
            LinkFetch.class,
            RecordedPart.class,
            RecordedRequest.class,
            StatusReports.class,
            WebhookDelivery.class);

    static {
        room("util", "");
        room("wire", "");
        room("rate", "");
        room("access", "");
        room("http", "");
        room("values", "http");
        room("data", "util");
        room("faults", "util wire http values");
        room("accounts", "access");
        room("media", "util access http values data accounts");
        room("chats", "util values data accounts media");
        room("webhooks", "util wire values faults accounts chats");
        room("state", "util rate access http values data faults accounts media chats webhooks");
        room("service", "util access http values faults accounts media chats state");
        room("onpremise", "util http values media chats state service");
        room("page", "util access http values faults media chats webhooks state");
        room("server", "util wire access http values state service onpremise page");
        room("doors", "util access values data faults accounts media chats webhooks state service page server");
        room("junit5", "values doors");
    }

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

    @ArchTest
    static final ArchRule WHAT_STANDS_ALONE_KNOWS_THE_JDK_ONLY = classes()
            .that()
            .resideInAnyPackage("..emulator.rate", "..emulator.wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..emulator.rate", "..emulator.wire", "java..", "javax.net..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule A_ROOM_KNOWS_ONLY_ROOMS_BELOW_IT = classes().should(knowOnlyWhatTheirRoomMayKnow());

    /** A loop of two or three classes could be defended; there is none. */
    @ArchTest
    static final ArchRule NO_LOOPS_OF_CLASSES = slices().assignedFrom(
                    each("class", type -> outermost(type).getName()))
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void everyRoomIsThere(JavaClasses house) {
        assertThat(house).extracting(EmulatorHouseTest::room).containsAll(ROOMS.keySet());
        assertThat(ROOMS)
                .containsKeys(
                        house.stream().map(EmulatorHouseTest::room).distinct().toArray(String[]::new));
    }

    @ArchTest
    static void usersGetNoClassOfAnotherRoom(JavaClasses house) {
        Set<String> exported = Set.of("values", "doors", "junit5");
        Stream<JavaClass> given = house.stream()
                .filter(type -> exported.contains(room(type)) && isPublic(type.getModifiers()))
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> isPublic(member.getModifiers()))
                .flatMap(member -> member.getAllInvolvedRawTypes().stream());
        assertThat(given.filter(type -> type.getPackageName().startsWith(ROOT)))
                .allMatch(type -> exported.contains(room(type)));
    }

    private static void room(String name, String known) {
        Set<String> rooms = known.isEmpty() ? Set.of() : Set.of(known.split(" "));
        if (!ROOMS.keySet().containsAll(rooms)) {
            throw new IllegalArgumentException(name + " may know only rooms below it");
        }
        ROOMS.put(name, rooms);
    }

    private static String room(JavaClass type) {
        if (!type.getPackageName().equals(ROOT)) {
            return type.getPackageName().substring(ROOT.length() + 1);
        }
        return VALUES.stream().anyMatch(value -> outermost(type).isEquivalentTo(value)) ? "values" : "doors";
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.getEnclosingClass().map(EmulatorHouseTest::outermost).orElse(element);
    }

    private static boolean isPublic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC);
    }

    private static ArchCondition<JavaClass> knowOnlyWhatTheirRoomMayKnow() {
        return new ArchCondition<>("know only what their room may know") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = room(type);
                type.getDirectDependenciesFromSelf().stream()
                        .filter(known -> known.getTargetClass().getPackageName().startsWith(ROOT))
                        .filter(known -> !room(known.getTargetClass()).equals(room))
                        .filter(known -> !ROOMS.get(room).contains(room(known.getTargetClass())))
                        .forEach(known -> events.add(SimpleConditionEvent.violated(type, known.getDescription())));
            }
        };
    }

    private static SliceAssignment each(String kind, Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT)
                        ? SliceIdentifier.of(name.apply(type))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each " + kind;
            }
        };
    }
}

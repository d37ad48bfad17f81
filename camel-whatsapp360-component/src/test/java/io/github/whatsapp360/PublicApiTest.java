package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API as a text file beside the tests, so that each change appears in the diff. The packages that the bundle
 * does not export, the classes that Camel's plugin generates (all of the endpoint DSL) and those that camel-telemetry
 * finds are not part of it.
 */
class PublicApiTest {

    private static final String ROOT = "io.github.whatsapp360";

    private static final Set<String> GENERATED = Set.of(ROOT + ".dsl", ROOT + ".dsl.endpoint");

    /** The packages that users import; {@code Export-Package} in the pom has the same ones. */
    static final Set<String> EXPORTED = Set.of(
            ROOT,
            ROOT + ".media",
            ROOT + ".message",
            ROOT + ".event",
            ROOT + ".api",
            ROOT + ".repository",
            ROOT + ".dsl",
            ROOT + ".dsl.endpoint");

    @Test
    void thePublicApiIsAsWrittenDown() throws IOException {
        List<String> api = publicTypes().flatMap(PublicApiTest::describe).toList();
        Path copy = Files.writeString(Path.of("target", "public-api.txt"), String.join("\n", api) + "\n");
        assertThat(api)
                .as("the public API; if the change is meant, copy %s to src/test/resources", copy)
                .containsExactlyElementsOf(writtenDown());
    }

    @Test
    void aConstantsValueIsPartOfTheApi() {
        assertThat(describe(Whatsapp360Constants.class))
                .contains("    public static final java.lang.String TO = CamelWhatsapp360To");
    }

    @Test
    void whatIsNotPublicIsNotPartOfTheApi() {
        assertThat(publicTypes().map(Class::getSimpleName))
                .contains("Whatsapp360Component", "OutgoingMessage", "ApiException")
                .doesNotContain("Sender", "Http", "SendProducer", "Whatsapp360ComponentConfigurer", "Trespasser");
    }

    @Test
    void noTypeOfTheHttpClientIsPartOfTheApi() throws IOException {
        assertThat(writtenDown()).isNotEmpty().noneMatch(line -> line.contains("org.apache.hc."));
    }

    private static List<String> writtenDown() throws IOException {
        try (InputStream in = PublicApiTest.class.getResourceAsStream("/public-api.txt")) {
            assertThat(in).as("public-api.txt").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    static Stream<Class<?>> publicTypes() {
        return new ClassFileImporter()
                        .importUrl(Whatsapp360Component.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation())
                        .stream()
                        .filter(type -> EXPORTED.contains(type.getPackageName()))
                        .filter(type -> !GENERATED.contains(type.getPackageName()))
                        .filter(type -> !type.getSimpleName()
                                .matches(".*(Configurer|UriFactory|ConvertersLoader|SpanDecorator)"))
                        .<Class<?>>map(type -> type.reflect())
                        .filter(PublicApiTest::isVisible)
                        .sorted((a, b) -> a.getName().compareTo(b.getName()));
    }

    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> describe(Class<?> type) {
        Stream<AccessibleObject> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream);
        return Stream.concat(
                // "sealed" is said by newer JDKs only
                Stream.of(type.toGenericString().replaceFirst("(non-)?sealed ", "") + parents(type)),
                members.filter(member ->
                                isVisible(((Member) member).getModifiers()) && !((Member) member).isSynthetic())
                        .filter(member ->
                                !(member instanceof Constructor<?> constructor && isForTheReaderOnly(constructor)))
                        .map(member -> "    " + text(member).replace(type.getName() + ".", ""))
                        .sorted());
    }

    /**
     * Returns whether this is the constructor of a record that keeps unknown fields. Only the JSON reader calls it. It
     * gets a parameter with each new field, so it is not part of the API; see docs/dev/house.md.
     */
    static boolean isForTheReaderOnly(Executable door) {
        Class<?> type = door.getDeclaringClass();
        return door instanceof Constructor<?>
                && type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals("unknownFields"));
    }

    private static String parents(Class<?> type) {
        Stream<?> parents = Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()));
        return parents.map(Object::toString).toList().toString();
    }

    private static String text(AccessibleObject member) {
        if (member instanceof Method method) {
            return method.toGenericString();
        }
        if (member instanceof Constructor<?> constructor) {
            return constructor.toGenericString();
        }
        Field field = (Field) member;
        boolean constant = Modifier.isStatic(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return field.toGenericString() + (constant ? " = " + field.get(null) : "");
        } catch (IllegalAccessException e) {
            return field.toGenericString(); // protected: its value is not to be read from here
        }
    }
}

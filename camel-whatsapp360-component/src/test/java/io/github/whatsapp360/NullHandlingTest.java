package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.event.Origin;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.message.Content;
import io.github.whatsapp360.message.Text;
import io.github.whatsapp360.repository.MessageRecord;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for missing values in docs/dev/house.md, held over the whole public API. */
class NullHandlingTest {

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private static final Map<Class<?>, Object> SAMPLES = samples();

    private static Map<Class<?>, Object> samples() {
        Map<Class<?>, Object> samples = new HashMap<>();
        samples.put(int.class, 1);
        samples.put(long.class, 1L);
        samples.put(double.class, 1.0);
        samples.put(boolean.class, true);
        samples.put(String.class, "x");
        samples.put(List.class, List.of());
        samples.put(Map.class, Map.of());
        samples.put(Duration.class, Duration.ofSeconds(1));
        samples.put(Instant.class, Instant.EPOCH);
        samples.put(Throwable.class, new IOException());
        samples.put(JsonNode.class, TextNode.valueOf("x"));
        samples.put(ObjectNode.class, JsonNodeFactory.instance.objectNode().put("x", 1));
        samples.put(OptionalInt.class, OptionalInt.empty());
        samples.put(OptionalDouble.class, OptionalDouble.empty());
        samples.put(Content.class, Text.of("x"));
        samples.put(Collection.class, List.of());
        samples.put(
                WebhookEvent.class,
                WebhookJson.read("{\"entry\":[{\"changes\":[{\"field\":\"x\",\"value\":{\"x\":1}}]}]}".getBytes())
                        .get(0));
        samples.put(MessageRecord.class, MessageRecord.sending("x", "x", "x"));
        for (Class<?> unused : List.of(Cache.class, DataSource.class, MediaIdStore.class)) {
            samples.put(unused, unused(unused)); // a null is refused before anything else is used
        }
        samples.put(ApiException.Builder.class, ApiException.status(400));
        samples.put(
                Origin.class,
                WebhookJson.read("{\"errors\":[{}]}".getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .origin());
        return samples;
    }

    private static Object unused(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.toString());
        });
    }

    /** Each public constructor and method with parameters. The classes of the root are Camel's beans. */
    static Stream<Executable> doors() {
        return PublicApiTest.publicTypes()
                .filter(type -> !type.getPackageName().equals(Whatsapp360Component.class.getPackageName()))
                .filter(type -> !type.isInterface())
                .<Executable>flatMap(
                        type -> Stream.concat(Arrays.stream(type.getConstructors()), Arrays.stream(type.getMethods())))
                .filter(door -> door.getDeclaringClass().getName().startsWith("io.github.whatsapp360."))
                .filter(door -> !door.isSynthetic() && !door.getName().equals("equals"))
                .filter(door ->
                        !(door.getDeclaringClass().isEnum() && door.getName().equals("valueOf")))
                .filter(door -> door.getParameterCount() > 0)
                .distinct();
    }

    /** Each door with the place of each parameter that can be null. */
    static Stream<Arguments> nulls() {
        return doors().flatMap(door -> IntStream.range(0, door.getParameterCount())
                .filter(place -> !door.getParameterTypes()[place].isPrimitive())
                .mapToObj(place -> Arguments.of(door, place)));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void aNullIsRefusedWithTheNameOfTheParameter(Executable door, int place) {
        Parameter parameter = door.getParameters()[place];
        Object[] arguments = Stream.of(door.getParameterTypes())
                .map(NullHandlingTest::sample)
                .toArray();
        arguments[place] = null;
        assertThat(catchThrowable(() -> call(door, arguments)))
                .as("%s in %s", parameter, door)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter.getName());
    }

    @Test
    void anOptionalIsNoParameter() {
        assertThat(doors().filter(door -> !PublicApiTest.isForTheReaderOnly(door)))
                .hasSizeGreaterThan(100)
                .noneMatch(door -> Arrays.stream(door.getParameterTypes()).anyMatch(OPTIONALS::contains));
    }

    @Test
    void aRecordWithManyPartsIsMadeByFactoriesOnly() {
        assertThat(PublicApiTest.publicTypes().filter(Class::isRecord))
                .isNotEmpty()
                .allSatisfy(type -> {
                    Constructor<?> canonical = type.getConstructor(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
                    assertThat(canonical.getParameterCount() <= 3 || PublicApiTest.isForTheReaderOnly(canonical))
                            .isTrue();
                });
    }

    private static Object call(Executable door, Object[] arguments) throws Throwable {
        try {
            if (door instanceof Constructor<?> constructor) {
                return constructor.newInstance(arguments);
            }
            Object target = Modifier.isStatic(door.getModifiers()) ? null : sample(door.getDeclaringClass());
            return ((Method) door).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Returns any value of a type: a listed one, a constant, or what a factory or a constructor makes. */
    private static Object sample(Class<?> type) {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Executable maker = Stream.<Executable>concat(
                        Arrays.stream(type.getMethods())
                                .filter(method -> Modifier.isStatic(method.getModifiers()))
                                .filter(method -> method.getReturnType() == type),
                        Arrays.stream(type.getConstructors()))
                .filter(made -> !List.of(made.getParameterTypes()).contains(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + type));
        try {
            return call(
                    maker,
                    Stream.of(maker.getParameterTypes())
                            .map(NullHandlingTest::sample)
                            .toArray());
        } catch (Throwable e) {
            throw new AssertionError(maker.toString(), e);
        }
    }
}

package io.github.whatsapp360;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.util.StringHelper;

/**
 * Reads the options and headers whose values are enums. The texts are those that Camel converts to enums: the name of
 * the constant in any case, or with dashes or capital letters instead of underscores, such as {@code markRead}.
 */
final class EnumOption {

    private EnumOption() {}

    /**
     * Reads an option.
     *
     * @throws IllegalArgumentException if there is no such value; its text names the option and the accepted values
     */
    static <E extends Enum<E>> E of(String option, Class<E> type, String text) {
        return find(type, text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Option " + option + "=" + text + " is unknown; accepted: " + accepted(type, value -> true)));
    }

    /** Finds the value that a text names; empty if there is none. */
    static <E extends Enum<E>> Optional<E> find(Class<E> type, String text) {
        String name = text.strip();
        String constant = StringHelper.asEnumConstantValue(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(value ->
                        value.name().equalsIgnoreCase(name) || value.name().equals(constant))
                .findFirst();
    }

    /** Returns the text of a value as the documentation writes it, such as {@code markRead}. */
    static String text(Enum<?> value) {
        return StringHelper.dashToCamelCase(
                value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Returns the texts of all values that pass the filter, as a list for error messages. */
    static <E extends Enum<E>> String accepted(Class<E> type, Predicate<E> filter) {
        return Arrays.stream(type.getEnumConstants())
                .filter(filter)
                .map(EnumOption::text)
                .collect(Collectors.joining(", "));
    }
}

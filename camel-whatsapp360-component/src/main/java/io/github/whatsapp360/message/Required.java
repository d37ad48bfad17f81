package io.github.whatsapp360.message;

import java.util.List;
import java.util.Objects;

/** Checks the arguments of public methods. The exceptions name the parameter. */
final class Required {

    private Required() {}

    /** Returns an unmodifiable copy of a list, which contains no null. */
    static <T> List<T> list(List<T> list, String name) {
        Objects.requireNonNull(list, name);
        for (T element : list) {
            Objects.requireNonNull(element, name);
        }
        return List.copyOf(list);
    }

    /** Returns the elements of an array, which contains no null, as an unmodifiable list. */
    static <T> List<T> list(T[] array, String name) {
        Objects.requireNonNull(array, name);
        for (T element : array) {
            Objects.requireNonNull(element, name);
        }
        return List.of(array);
    }

    /** Returns a position if it is not negative. */
    static int index(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative: " + index);
        }
        return index;
    }
}

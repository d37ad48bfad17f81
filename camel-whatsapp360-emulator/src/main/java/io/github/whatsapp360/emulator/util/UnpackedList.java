package io.github.whatsapp360.emulator.util;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** A list whose elements are unpacked when they are read: most readers only count them, or look at the last ones. */
public final class UnpackedList<P, T> extends AbstractList<T> implements RandomAccess {

    private final List<P> packed;
    private final Function<P, T> unpack;

    /** @param packed is not changed any more */
    public UnpackedList(List<P> packed, Function<P, T> unpack) {
        this.packed = packed;
        this.unpack = unpack;
    }

    @Override
    public T get(int index) {
        return unpack.apply(packed.get(index));
    }

    @Override
    public int size() {
        return packed.size();
    }
}

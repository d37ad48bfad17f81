package io.github.whatsapp360.emulator.util;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A map of the last entries: the oldest one goes when there are too many. Not safe for threads by itself. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;
    private final transient Consumer<V> forgotten;

    public BoundedMap(int most, Consumer<V> forgotten) {
        this.most = most;
        this.forgotten = forgotten;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        if (size() <= most) {
            return false;
        }
        forgotten.accept(eldest.getValue());
        return true;
    }
}

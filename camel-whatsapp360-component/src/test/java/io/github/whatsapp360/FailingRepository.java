package io.github.whatsapp360;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A repository of an application's own, which can be out of reach. */
final class FailingRepository extends ServiceSupport implements IdempotentRepository {

    final List<String> confirmed = new ArrayList<>();
    volatile boolean broken;
    volatile Throwable failure = new IllegalStateException("the database is away");
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    @Override
    public boolean add(String key) {
        check();
        return keys.add(key);
    }

    @Override
    public boolean contains(String key) {
        check();
        return keys.contains(key);
    }

    @Override
    public boolean remove(String key) {
        check();
        return keys.remove(key);
    }

    @Override
    public boolean confirm(String key) {
        check();
        return confirmed.add(key);
    }

    @Override
    public void clear() {
        keys.clear();
    }

    private void check() {
        if (broken) {
            FailingRepository.<RuntimeException>sneak(failure);
        }
    }

    /** As a bean in Kotlin or Groovy throws what it does not declare. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}

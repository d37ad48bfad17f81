package io.github.whatsapp360.springboot;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.util.function.Supplier;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.util.ClassUtils;

/** Uses Spring Boot's devtools, if they are there. */
final class Devtools {

    private static final boolean PRESENT = ClassUtils.isPresent(
            "org.springframework.boot.devtools.restart.Restarter", Devtools.class.getClassLoader());

    private static final String KEPT = "whatsapp360Emulator";

    private Devtools() {}

    /**
     * Returns whether devtools are active: they restart the application when its classes change. They do so in
     * development only: not in tests, and not in a packaged application.
     */
    static boolean areActive() {
        if (!PRESENT) {
            return false;
        }
        try {
            return Restarter.getInstance().getInitialUrls() != null;
        } catch (IllegalStateException e) {
            return false; // not initialized, because no SpringApplication was started
        }
    }

    /**
     * Returns the emulator of earlier starts if it has the same settings; otherwise closes it and starts another one.
     */
    static Whatsapp360Emulator kept(String settings, Supplier<Whatsapp360Emulator> start) {
        Restarter restarter = Restarter.getInstance();
        Object found = restarter.getOrAddAttribute(KEPT, () -> new Kept(settings, start.get()));
        if (found instanceof Kept kept && kept.settings().equals(settings)) {
            return kept.emulator();
        }
        close(found);
        restarter.removeAttribute(KEPT);
        return kept(settings, start);
    }

    private static void close(Object kept) {
        try {
            ((AutoCloseable) kept).close(); // devtools reload this class too if it comes from a folder
        } catch (Exception e) {
            throw new IllegalStateException("The emulator of the previous start cannot be closed", e);
        }
    }

    private record Kept(String settings, Whatsapp360Emulator emulator) implements AutoCloseable {
        @Override
        public void close() {
            emulator.close();
        }
    }
}

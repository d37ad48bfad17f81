package io.github.whatsapp360.emulator.junit5;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs an emulator for a test class and empties it before each test, or fills it {@link #withState from a file}:
 * {@code @RegisterExtension static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();}
 */
public final class Whatsapp360EmulatorExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final UnaryOperator<Whatsapp360Emulator.Builder> settings;
    private final Path state;
    private Whatsapp360Emulator emulator;
    private int classes;

    /** An emulator of the Cloud API, on a free port, with the default key. */
    public Whatsapp360EmulatorExtension() {
        this(UnaryOperator.identity(), null);
    }

    private Whatsapp360EmulatorExtension(UnaryOperator<Whatsapp360Emulator.Builder> settings, Path state) {
        this.settings = settings;
        this.state = state;
    }

    /** An emulator with other settings: {@code of(builder -> builder.hosting(EmulatedHosting.SANDBOX))}. */
    public static Whatsapp360EmulatorExtension of(UnaryOperator<Whatsapp360Emulator.Builder> settings) {
        return new Whatsapp360EmulatorExtension(settings, null);
    }

    /** Returns an extension that begins each test with the content of a state file instead of an empty emulator. */
    public Whatsapp360EmulatorExtension withState(Path file) {
        return new Whatsapp360EmulatorExtension(builder -> settings.apply(builder.state(file)), file);
    }

    /** The running emulator. */
    public Whatsapp360Emulator emulator() {
        if (emulator == null) {
            throw new IllegalStateException(
                    "The emulator runs from before the class's first test until after its last");
        }
        return emulator;
    }

    /** Nested test classes share the emulator of the class around them. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            emulator = settings.apply(Whatsapp360Emulator.builder()).start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (emulator == null) {
            throw new ExtensionConfigurationException("Register this extension in a static field");
        }
        if (state == null) {
            emulator.reset();
        } else {
            emulator.importState(state);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            emulator.close();
            emulator = null;
        }
    }
}

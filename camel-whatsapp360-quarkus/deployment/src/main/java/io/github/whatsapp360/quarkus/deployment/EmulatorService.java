package io.github.whatsapp360.quarkus.deployment;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.quarkus.deployment.builditem.Startable;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jboss.logging.Logger;

/** An emulator that Quarkus starts and stops. */
final class EmulatorService implements Startable {

    private static final Logger LOG = Logger.getLogger(EmulatorService.class);

    /** The secret of webhooks, which is the same for all starts of the application. */
    private final String webhookToken = UUID.randomUUID().toString();

    private final EmulatedHosting hosting;
    private final int port;
    private Whatsapp360Emulator emulator;

    /**
     * @param port the emulator's port; 0 for a free port
     */
    EmulatorService(EmulatedHosting hosting, int port) {
        this.hosting = hosting;
        this.port = port;
    }

    @Override
    public void start() {
        try {
            emulator = Whatsapp360Emulator.builder().hosting(hosting).port(port).start();
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(
                    "quarkus.camel.whatsapp360.devservices.port=" + port + ": " + e.getMessage(), e);
        }
        LOG.infof("Dev Services for WhatsApp (360dialog) started. The chats are at %s", emulator.chatPage());
    }

    @Override
    public String getConnectionInfo() {
        return emulator.baseUrl();
    }

    String apiKey() {
        return emulator.apiKey();
    }

    String webhookToken() {
        return webhookToken;
    }

    @Override
    public String getContainerId() {
        return null; // it runs in this process
    }

    @Override
    public void close() {
        if (emulator != null) { // it may not have started
            emulator.close();
        }
    }
}

package io.github.whatsapp360.quarkus.deployment;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.quarkus.deployment.builditem.Startable;
import org.jboss.logging.Logger;

/** An emulator that Quarkus starts and stops. */
final class EmulatorService implements Startable {

    private static final Logger LOG = Logger.getLogger(EmulatorService.class);

    private final int port;
    private Whatsapp360Emulator emulator;

    /**
     * @param port the emulator's port; 0 for a free port
     */
    EmulatorService(int port) {
        this.port = port;
    }

    @Override
    public void start() {
        emulator = Whatsapp360Emulator.builder().port(port).start();
        LOG.infof("Dev Services for WhatsApp (360dialog) started. The chats are at %s", emulator.chatPage());
    }

    @Override
    public String getConnectionInfo() {
        return emulator.baseUrl();
    }

    String apiKey() {
        return emulator.apiKey();
    }

    @Override
    public String getContainerId() {
        return null; // it runs in this process
    }

    @Override
    public void close() {
        emulator.close();
    }
}

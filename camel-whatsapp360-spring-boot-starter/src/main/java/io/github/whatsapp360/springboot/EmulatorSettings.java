package io.github.whatsapp360.springboot;

/**
 * The properties {@code camel.component.whatsapp360.emulator.*}: an emulator of 360dialog that runs with the
 * application. It needs the dependency {@code camel-whatsapp360-emulator}.
 */
public class EmulatorSettings {

    private Boolean enabled;
    private int port;

    public Boolean getEnabled() {
        return enabled;
    }

    /**
     * Starts an emulator with the application, whose messages then go to it. If it is not set, an emulator starts if
     * devtools are active, and the component has neither an API key nor a base URL.
     */
    public void setEnabled(Boolean enabled) {
        this.enabled = enabled;
    }

    public int getPort() {
        return port;
    }

    /** The emulator's port, at the loopback address; 0, the default, takes a free one. */
    public void setPort(int port) {
        this.port = port;
    }
}

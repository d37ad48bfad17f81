package io.github.whatsapp360.metrics;

/** The names of tags by OpenTelemetry's semantic conventions for messaging, and our own. */
final class Tags {

    static final String SYSTEM = "messaging.system";

    /** The value of {@link #SYSTEM}. The conventions have none for WhatsApp. */
    static final String WHATSAPP = "whatsapp";

    static final String OPERATION = "messaging.operation.name";
    static final String ERROR = "error.type";

    /** The queue of a number: {@code messages} or {@code uploads}. */
    static final String QUEUE = "queue";

    static final String MESSAGES = "messages";
    static final String UPLOADS = "uploads";

    private Tags() {}
}

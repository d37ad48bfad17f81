package io.github.whatsapp360.emulator.state;

/** New IDs in the form of a hosting. */
public interface Ids {

    String messageId();

    String mediaId();
}

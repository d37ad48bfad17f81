package io.github.whatsapp360.emulator.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** New IDs in the form of the Cloud API. */
public final class CloudIds implements Ids {

    /** Returns {@code wamid.HBg} and more Base64. */
    @Override
    public String messageId() {
        byte[] random = ("\u001c\u0018\r" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        return "wamid." + Base64.getEncoder().encodeToString(random);
    }

    /** Returns 15 or 16 digits. */
    @Override
    public String mediaId() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000L, 10_000_000_000_000_000L));
    }
}

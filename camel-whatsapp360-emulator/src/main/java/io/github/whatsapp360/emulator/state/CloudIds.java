package io.github.whatsapp360.emulator.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** New IDs in the form of the Cloud API. */
public final class CloudIds implements Ids {

    private final RandomGenerator random;

    /** @param random generators of the same seed return the same IDs */
    public CloudIds(RandomGenerator random) {
        this.random = random;
    }

    /** Returns {@code wamid.HBg} and more Base64. */
    @Override
    public synchronized String messageId() {
        UUID unique = new UUID(random.nextLong(), random.nextLong());
        byte[] bytes = ("\u001c\u0018\r" + unique).getBytes(StandardCharsets.US_ASCII);
        return "wamid." + Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns 15 or 16 digits. */
    @Override
    public synchronized String mediaId() {
        return Long.toString(random.nextLong(100_000_000_000_000L, 10_000_000_000_000_000L));
    }
}

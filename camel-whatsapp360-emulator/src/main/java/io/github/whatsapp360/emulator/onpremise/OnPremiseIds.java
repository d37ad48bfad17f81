package io.github.whatsapp360.emulator.onpremise;

import io.github.whatsapp360.emulator.state.Ids;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** New IDs in the form of the On-Premise API. */
final class OnPremiseIds implements Ids {

    private final RandomGenerator random;

    OnPremiseIds(RandomGenerator random) {
        this.random = random;
    }

    /** Returns {@code gBEG} and more Base64. */
    @Override
    public synchronized String messageId() {
        byte[] bytes = new byte[17];
        random.nextBytes(bytes);
        return "gBEG" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a UUID. */
    @Override
    public synchronized String mediaId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

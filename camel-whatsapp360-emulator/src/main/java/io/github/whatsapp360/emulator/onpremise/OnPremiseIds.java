package io.github.whatsapp360.emulator.onpremise;

import io.github.whatsapp360.emulator.state.Ids;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** New IDs in the form of the On-Premise API. */
final class OnPremiseIds implements Ids {

    /** Returns {@code gBEG} and more Base64. */
    @Override
    public String messageId() {
        byte[] random = new byte[17];
        ThreadLocalRandom.current().nextBytes(random);
        return "gBEG" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Returns a UUID. */
    @Override
    public String mediaId() {
        return UUID.randomUUID().toString();
    }
}

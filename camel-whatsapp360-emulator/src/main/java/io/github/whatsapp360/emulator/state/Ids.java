package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.Hosting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** New IDs in the form of each hosting. */
public enum Ids {
    CLOUD {
        /** {@code wamid.HBg} and more Base64. */
        @Override
        public String messageId() {
            byte[] random = ("\u001c\u0018\r" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
            return "wamid." + Base64.getEncoder().encodeToString(random);
        }

        @Override
        public String mediaId() {
            return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000L, 10_000_000_000_000_000L));
        }
    },

    ON_PREMISE {
        @Override
        public String messageId() {
            byte[] random = new byte[17];
            ThreadLocalRandom.current().nextBytes(random);
            return "gBEG" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        }

        @Override
        public String mediaId() {
            return UUID.randomUUID().toString();
        }
    };

    static Ids of(Hosting hosting) {
        return hosting == Hosting.ON_PREMISE ? ON_PREMISE : CLOUD;
    }

    public abstract String messageId();

    public abstract String mediaId();
}

package io.github.whatsapp360.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** New IDs, which look as those of a hosting do. */
enum Ids {
    CLOUD {
        /** {@code wamid.HBg} and more Base64. */
        @Override
        String messageId() {
            byte[] random = ("\u001c\u0018\r" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
            return "wamid." + Base64.getEncoder().encodeToString(random);
        }

        @Override
        String mediaId() {
            return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000L, 10_000_000_000_000_000L));
        }
    },

    ON_PREMISE {
        @Override
        String messageId() {
            byte[] random = new byte[17];
            ThreadLocalRandom.current().nextBytes(random);
            return "gBEG" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        }

        @Override
        String mediaId() {
            return UUID.randomUUID().toString();
        }
    };

    static Ids of(Hosting hosting) {
        return hosting == Hosting.ON_PREMISE ? ON_PREMISE : CLOUD;
    }

    abstract String messageId();

    abstract String mediaId();
}

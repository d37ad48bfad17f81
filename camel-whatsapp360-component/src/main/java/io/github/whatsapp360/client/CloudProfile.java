package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;

/**
 * Meta's Cloud API through 360dialog. Sources: docs.360dialog.com, "Media messages"; Meta, "Media" (30 days).
 */
final class CloudProfile extends HostingProfile {

    static final CloudProfile INSTANCE = new CloudProfile();

    private CloudProfile() {
        super("https://waba-v2.360dialog.io", "", Duration.ofDays(30));
    }

    @Override
    Whatsapp360Api api(Http http, ObjectMapper mapper) {
        return new CloudApi(http, mapper, "/messages", mediaLife(), JsonBody::sent);
    }

    @Override
    public boolean takesMediaTtl() {
        return true;
    }

    @Override
    public boolean tellsHealth() {
        return true;
    }
}

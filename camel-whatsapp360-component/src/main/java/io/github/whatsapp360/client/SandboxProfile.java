package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.OutgoingMessage;
import java.time.Duration;
import java.util.List;

/** 360dialog's test environment: the Cloud API without files. Source: docs.360dialog.com, "Sandbox". */
final class SandboxProfile extends HostingProfile {

    static final SandboxProfile INSTANCE = new SandboxProfile();

    private SandboxProfile() {
        super("https://waba-sandbox.360dialog.io", "/v1", Duration.ZERO);
    }

    @Override
    Whatsapp360Api api(Http http, ObjectMapper mapper) {
        return new SandboxApi(http, mapper);
    }

    @Override
    public List<Problem> problems(OutgoingMessage message) {
        if (message.content() instanceof Media media && !media.id().isEmpty()) {
            return List.of(new Problem(
                    media.type() + ".id", "360dialog's sandbox has no media IDs; send a link (CamelWhatsapp360Link)"));
        }
        return List.of();
    }
}

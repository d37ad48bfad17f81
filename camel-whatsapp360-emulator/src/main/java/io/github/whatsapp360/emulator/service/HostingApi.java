package io.github.whatsapp360.emulator.service;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.CloudIds;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.Ids;
import io.github.whatsapp360.emulator.webhooks.CloudWebhook;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** One hosting: its paths with their answers, and the forms of its IDs and webhooks. */
public interface HostingApi {

    /** The path's name as the documentation writes it; empty if there is no such path. */
    String route(String path);

    /** The methods that a route has. */
    List<String> methods(String route);

    /** Answers a call whose key, path and method are known to be right. */
    Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused;

    /** Returns the source of IDs of messages and files; those of the Cloud API by default. */
    default Ids ids(RandomGenerator random) {
        return new CloudIds(random);
    }

    /** Returns the form of posts to webhooks; that of the Cloud API by default. */
    default WebhookForm webhookForm() {
        return new CloudWebhook();
    }
}

package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.SandboxQuota;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Sandbox: messages with links, 200 of them for each key. Source: docs.360dialog.com/docs/sandbox. How it words its
 * refusals is documented nowhere; they have the forms that the Cloud API has for the like.
 */
public final class SandboxHosting implements HostingApi {

    private static final String MESSAGES = "/v1/messages";
    private static final String MEDIA = "/{media}";
    private static final Pattern MEDIA_PATH = Pattern.compile("(/v1)?/media(/[^/]+)?|/\\d{1,32}");

    private final MessagesApi messagesApi;
    private final WebhookApi webhookApi = new WebhookApi();
    private final String phone;

    /** Creates a Sandbox that sends to this phone only; with an empty phone, to any number. */
    public SandboxHosting(Clock clock, String phone) {
        this.messagesApi = new MessagesApi(clock);
        this.phone = phone;
    }

    @Override
    public String route(String path) {
        if (MEDIA_PATH.matcher(path).matches()) {
            return MEDIA;
        }
        return path.equals(MESSAGES) || path.equals(WebhookApi.WEBHOOK) ? path : "";
    }

    @Override
    public List<String> methods(String route) {
        return switch (route) {
            case MEDIA -> List.of("GET", "POST", "DELETE");
            case WebhookApi.WEBHOOK -> WebhookApi.methods(route);
            default -> List.of("POST");
        };
    }

    @Override
    public Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        if (route.equals(MEDIA)) {
            // "What you can't do with the sandbox: uploading and retrieving media files using the media ID". The answer
            // is that of docs.360dialog.com, "Error messages", for a blocked path; that it is used here is UNCONFIRMED.
            throw ApiError.gateway(403, "This URL is blocked").refused();
        }
        return route.equals(WebhookApi.WEBHOOK) ? webhookApi.answer(call, route, state) : post(call, state);
    }

    /**
     * The Sandbox's page shows {@code /v1/messages}, clients send both payload forms there: {@code messaging_product}
     * may be missing, but not be wrong. UNCONFIRMED, as is the Cloud API's form of the answer.
     */
    private Response post(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        JsonNode request = call.json();
        if (request.has("messaging_product")) {
            MessagesApi.requireProduct(request);
        }
        if (MessagesApi.isRead(request)) {
            return messagesApi.accept(call, request, state);
        }
        requirePhone(ParsedRecipient.of(request));
        if (!state.quota().take(call.key())) {
            // docs.360dialog.com, "Error code reference": a limit that is exceeded is a 400.
            throw ApiError.gateway(400, "You have exceeded the limit of " + SandboxQuota.MESSAGES + " messages")
                    .refused();
        }
        boolean accepted = false;
        try {
            Response answer = messagesApi.accept(call, request, state);
            accepted = true;
            return answer;
        } finally {
            if (!accepted) {
                state.quota().giveBack(call.key());
            }
        }
    }

    /** Meta, "Cloud API error codes", for its own test numbers: 131030. */
    private void requirePhone(ParsedRecipient recipient) throws ApiError.Refused {
        if (!phone.isEmpty() && !recipient.chat().equals(phone)) {
            throw ApiError.meta(
                            400,
                            131030,
                            "Recipient phone number not in allowed list",
                            "Messages can be sent only to your own phone number")
                    .refused();
        }
    }
}

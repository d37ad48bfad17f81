package io.github.whatsapp360.emulator.onpremise;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.service.ApiCall;
import io.github.whatsapp360.emulator.service.HostingApi;
import io.github.whatsapp360.emulator.service.WebhookApi;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.Ids;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The On-Premise API v1. Source: docs.360dialog.com, "WhatsApp API", and the client WABA360Dialog.NET. */
public final class OnPremiseHosting implements HostingApi {

    private static final String MEDIA = "/v1/media";
    private static final String MESSAGES = "/v1/messages";
    private static final String CONTACTS = "/v1/contacts";
    private static final String MEDIA_ID = MEDIA + "/{media-id}";
    private static final String MESSAGE_ID = MESSAGES + "/{message-id}";
    private static final Pattern MEDIA_PATH = Pattern.compile(MEDIA + "/[A-Za-z0-9-]{1,64}");
    private static final Pattern MESSAGE_PATH = Pattern.compile(MESSAGES + "/[A-Za-z0-9._=+-]{1,128}");

    private final OnPremiseMedia media = new OnPremiseMedia();
    private final OnPremiseMessages messages;
    private final WebhookApi webhookApi = new WebhookApi();

    public OnPremiseHosting(Clock clock) {
        messages = new OnPremiseMessages(clock);
    }

    @Override
    public String route(String path) {
        if (MEDIA_PATH.matcher(path).matches()) {
            return MEDIA_ID;
        }
        if (MESSAGE_PATH.matcher(path).matches()) {
            return MESSAGE_ID;
        }
        return Set.of(MEDIA, MESSAGES, CONTACTS, WebhookApi.WEBHOOK).contains(path) ? path : "";
    }

    @Override
    public List<String> methods(String route) {
        return switch (route) {
            case MEDIA_ID -> List.of("GET", "DELETE");
            case MESSAGE_ID -> List.of("PUT");
            case WebhookApi.WEBHOOK -> WebhookApi.methods(route);
            default -> List.of("POST");
        };
    }

    @Override
    public Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        return switch (route) {
            case MEDIA -> media.upload(call, state);
            case MESSAGES -> messages.send(call, state);
            case WebhookApi.WEBHOOK -> webhookApi.answer(call, route, state);
            case CONTACTS -> messages.contacts(call);
            case MESSAGE_ID -> messages.read(call, call.path().substring(MESSAGES.length() + 1), state);
            default -> {
                String id = call.path().substring(MEDIA.length() + 1);
                yield call.method().equals("GET")
                        ? media.download(call, state.media(), id)
                        : media.delete(call, state.media(), id);
            }
        };
    }

    @Override
    public Ids ids(RandomGenerator random) {
        return new OnPremiseIds(random);
    }

    @Override
    public WebhookForm webhookForm() {
        return new OnPremiseWebhook();
    }
}

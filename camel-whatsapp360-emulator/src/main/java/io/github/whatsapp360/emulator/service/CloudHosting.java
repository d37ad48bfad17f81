package io.github.whatsapp360.emulator.service;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The paths of the Cloud API. */
public final class CloudHosting implements HostingApi {

    private static final Pattern MEDIA_ID = Pattern.compile("/\\d{1,32}");
    private static final String ATTACHMENTS = "/whatsapp_business/attachments/";

    private final MediaApi mediaApi;
    private final MessagesApi messagesApi;
    private final TemplatesApi templatesApi = new TemplatesApi();
    private final MessageTemplatesApi messageTemplatesApi = new MessageTemplatesApi();
    private final UploadsApi uploadsApi = new UploadsApi();
    private final WebhookApi webhookApi = new WebhookApi();
    private final NumberApi numberApi = new NumberApi();

    public CloudHosting(Clock clock, Duration mediaLife) {
        this.mediaApi = new MediaApi(clock, mediaLife);
        this.messagesApi = new MessagesApi(clock);
    }

    @Override
    public String route(String path) {
        if (MEDIA_ID.matcher(path).matches()) {
            return "/{media-id}";
        }
        if (WebhookApi.has(path) || NumberApi.has(path)) {
            return path;
        }
        if (!MessageTemplatesApi.route(path).isEmpty()) {
            return MessageTemplatesApi.route(path);
        }
        if (!UploadsApi.route(path).isEmpty()) {
            return UploadsApi.route(path);
        }
        if (!TemplatesApi.route(path).isEmpty()) {
            return TemplatesApi.route(path);
        }
        return Set.of("/media", "/messages", ATTACHMENTS).contains(path) ? path : "";
    }

    @Override
    public List<String> methods(String route) {
        return switch (route) {
            case "/{media-id}" -> List.of("GET", "DELETE");
            case ATTACHMENTS -> List.of("GET");
            case WebhookApi.WEBHOOK, WebhookApi.MULTI -> WebhookApi.methods(route);
            case NumberApi.HEALTH, NumberApi.PROFILE, NumberApi.BLOCK, NumberApi.ENCRYPTION -> NumberApi.methods(route);
            case "/media", "/messages" -> List.of("POST");
            case MessageTemplatesApi.ALL, MessageTemplatesApi.ONE -> MessageTemplatesApi.methods(route);
            case UploadsApi.BEGIN, UploadsApi.SESSION -> UploadsApi.methods(route);
            default -> TemplatesApi.methods(route);
        };
    }

    @Override
    public Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        return switch (route) {
            case "/media" -> mediaApi.upload(call, state);
            case "/messages" -> messagesApi.post(call, state);
            case WebhookApi.WEBHOOK, WebhookApi.MULTI -> webhookApi.answer(call, route, state);
            case NumberApi.HEALTH, NumberApi.PROFILE, NumberApi.BLOCK, NumberApi.ENCRYPTION ->
                numberApi.answer(call, route, state);
            case ATTACHMENTS -> mediaApi.download(call, state.media());
            case MessageTemplatesApi.ALL, MessageTemplatesApi.ONE -> messageTemplatesApi.answer(call, route, state);
            case UploadsApi.BEGIN, UploadsApi.SESSION -> uploadsApi.answer(call, route);
            case "/{media-id}" -> {
                String id = call.path().substring(1);
                yield call.method().equals("GET")
                        ? mediaApi.info(call, state, id)
                        : mediaApi.delete(call, state.media(), id);
            }
            default -> templatesApi.answer(call, state);
        };
    }
}

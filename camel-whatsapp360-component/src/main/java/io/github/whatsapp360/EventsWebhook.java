package io.github.whatsapp360;

import io.github.whatsapp360.event.InvalidWebhookException;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one webhook: whatever is not the service's never gets to the route, and the answer says nothing but a status. */
final class EventsWebhook extends AsyncProcessorSupport {

    /** Source: Meta, "Webhooks overview": payloads can be up to 3 MB. */
    static final int MAX_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventsWebhook.class);

    private final Whatsapp360Endpoint endpoint;
    private final AsyncProcessor route;
    private final WebhookGuard guard;
    private final IdempotentRepository repository;

    EventsWebhook(Whatsapp360Endpoint endpoint, Processor route, WebhookGuard guard, IdempotentRepository repository) {
        this.endpoint = endpoint;
        this.route = AsyncProcessorConverterHelper.convert(route);
        this.guard = guard;
        this.repository = repository;
    }

    @Override
    public boolean process(Exchange request, AsyncCallback callback) {
        List<WebhookEvent> events;
        try {
            events = read(request.getMessage());
        } catch (Refused e) {
            LOG.debug("A webhook was refused with {}: {}", e.status, e.getMessage());
            answer(request, e.status);
            callback.done(true);
            return true;
        }
        endpoint.settle(events);
        EventsHandover handover =
                new EventsHandover(endpoint, route, repository, request.getFromRouteId(), events.iterator());
        return handover.run(sync -> {
            answer(request, handover.isFailed() ? 500 : 200);
            callback.done(sync);
        });
    }

    private List<WebhookEvent> read(Message request) throws Refused {
        if (!guard.admits(request)) {
            throw new Refused(401, "the secret is wrong or missing");
        }
        byte[] body = body(request);
        if (!guard.admits(request, body)) {
            throw new Refused(401, "the signature is wrong or missing");
        }
        try {
            return WebhookJson.read(body);
        } catch (InvalidWebhookException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    private static byte[] body(Message request) throws Refused {
        try (InputStream in = request.getBody(InputStream.class)) {
            byte[] body = in == null ? new byte[0] : in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new Refused(413, "more than " + MAX_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new Refused(400, "the body cannot be read");
        }
    }

    /** What came with the request must not go back with the answer: the secret is among it. */
    private static void answer(Exchange request, int status) {
        Message message = request.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }
    }
}

package io.github.whatsapp360;

import io.github.whatsapp360.client.ApiAnswer;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.CallEvent;
import io.github.whatsapp360.event.HandoverEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.Pricing;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts the service's results and events into exchanges. */
final class ExchangeResults {

    /** The headers of events. An event has some of them. */
    private static final List<String> EVENT_HEADERS = List.of(
            Whatsapp360Constants.EVENT_TYPE,
            Whatsapp360Constants.EVENT,
            Whatsapp360Constants.PHONE_NUMBER_ID,
            Whatsapp360Constants.TIMESTAMP,
            Exchange.MESSAGE_TIMESTAMP,
            Whatsapp360Constants.MESSAGE_ID,
            Whatsapp360Constants.MESSAGE_STATUS,
            Whatsapp360Constants.FROM,
            Whatsapp360Constants.MEDIA_ID,
            Whatsapp360Constants.FILENAME,
            Whatsapp360Constants.TEMPLATE_NAME,
            Whatsapp360Constants.TEMPLATE_LANGUAGE,
            Whatsapp360Constants.PRICING_CATEGORY,
            Whatsapp360Constants.BILLABLE);

    private ExchangeResults() {}

    static void uploaded(Exchange exchange, UploadedMedia media) {
        Message message = exchange.getMessage();
        message.setBody(media);
        message.setHeader(Whatsapp360Constants.MEDIA_ID, media.id());
    }

    static void info(Exchange exchange, MediaInfo info) {
        Message message = exchange.getMessage();
        message.setBody(info);
        message.setHeader(Whatsapp360Constants.MEDIA_ID, info.id());
        message.setHeader(Whatsapp360Constants.MIME_TYPE, info.mimeType());
    }

    /**
     * Sets the downloaded file as the body, and its unique name as the name under which a file endpoint stores it.
     *
     * @param name the file's name from the received message; empty if it is not known
     */
    static void downloaded(Exchange exchange, DownloadedMedia media, String name) {
        Message message = exchange.getMessage();
        message.setBody(media.path().toFile());
        message.setHeader(Whatsapp360Constants.MEDIA_ID, media.info().id());
        message.setHeader(Whatsapp360Constants.MIME_TYPE, media.info().mimeType());
        message.setHeader(Whatsapp360Constants.FILENAME, media.filename(name));
        message.setHeader(Exchange.FILE_NAME, media.safeName(name));
    }

    static void sentFile(Exchange exchange, Sender.SentFile sent) {
        sent.media().ifPresent(media -> uploaded(exchange, media));
        sent(exchange, sent.sent());
    }

    /** Sets the sent message as the body; or its answer, as a route gets events, and the sent message in a header. */
    static void sent(Exchange exchange, Sender.Sent result) {
        Message message = exchange.getMessage();
        SentMessage sent = result.message();
        if (result.answer().isPresent()) {
            InboundMessage answer = result.answer().get();
            event(message, answer, Map.of(answer.id(), sent.id()));
            message.setHeader(Whatsapp360Constants.SENT_MESSAGE, sent);
        } else {
            message.setBody(sent);
            message.removeHeader(Whatsapp360Constants.SENT_MESSAGE);
            message.removeHeader(Whatsapp360Constants.ANSWER_TO);
            message.setHeader(Whatsapp360Constants.MESSAGE_ID, sent.id());
        }
        message.setHeader(Whatsapp360Constants.WA_ID, sent.waId());
        message.setHeader(Whatsapp360Constants.MESSAGE_STATUS, sent.status());
    }

    /** Sets the content of an answer as the body: JSON, a file that is not JSON, or nothing. */
    static void answered(Exchange exchange, ApiAnswer answer) {
        Message message = exchange.getMessage();
        Object content = answer.json().isMissingNode() ? null : answer.json();
        message.setBody(answer.file() == null ? content : answer.file().toFile());
        message.setHeader(Whatsapp360Constants.HTTP_STATUS, answer.status());
        message.removeHeader(Exchange.CONTENT_TYPE);
        set(message, Exchange.CONTENT_TYPE, answer.contentType());
    }

    /** Sets an event and its headers in a message. */
    static void event(Message message, WebhookEvent event, Map<String, String> answered) {
        message.setBody(event);
        eventHeaders(message, event);
        answerTo(message, event, answered);
    }

    /**
     * Sets the header of an event that is the answer to a message, and removes it from others.
     *
     * @param answered the IDs of the messages that were waiting for an answer, by the IDs of their answers
     */
    static void answerTo(Message message, WebhookEvent event, Map<String, String> answered) {
        message.removeHeader(Whatsapp360Constants.ANSWER_TO);
        if (Standby.content(event) instanceof InboundMessage answer) {
            set(message, Whatsapp360Constants.ANSWER_TO, answered.getOrDefault(answer.id(), ""));
        }
    }

    /** Sets the headers by which routes filter events, and removes those of an earlier event or message. */
    static void eventHeaders(Message message, WebhookEvent event) {
        EVENT_HEADERS.forEach(message::removeHeader);
        message.setHeader(Whatsapp360Constants.PHONE_NUMBER_ID, event.phoneNumberId());
        event.timestamp().ifPresent(time -> {
            message.setHeader(Whatsapp360Constants.TIMESTAMP, time);
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, time.toEpochMilli());
        });
        if (event instanceof InboundMessage received) {
            message.setHeader(Whatsapp360Constants.EVENT_TYPE, "message");
            message.setHeader(Whatsapp360Constants.MESSAGE_ID, received.id());
            message.setHeader(Whatsapp360Constants.FROM, received.from());
            received.media().ifPresent(media -> {
                message.setHeader(Whatsapp360Constants.MEDIA_ID, media.id());
                message.setHeader(Whatsapp360Constants.FILENAME, media.filename());
            });
        } else if (event instanceof MessageStatus status) {
            message.setHeader(Whatsapp360Constants.EVENT_TYPE, "status");
            message.setHeader(Whatsapp360Constants.MESSAGE_ID, status.id());
            message.setHeader(Whatsapp360Constants.MESSAGE_STATUS, status.status());
            status.pricing().ifPresent(pricing -> pricing(message, pricing));
        } else if (event instanceof AccountEvent change) {
            account(message, change);
        }
    }

    private static void account(Message message, AccountEvent change) {
        message.setHeader(Whatsapp360Constants.EVENT_TYPE, change.field());
        set(message, Whatsapp360Constants.EVENT, change.event());
        if (change instanceof TemplateEvent template) {
            set(message, Whatsapp360Constants.TEMPLATE_NAME, template.name());
            set(message, Whatsapp360Constants.TEMPLATE_LANGUAGE, template.language());
        } else if (change instanceof UserEvent user) {
            set(message, Whatsapp360Constants.FROM, user.user());
        } else if (change instanceof CallEvent call) {
            set(message, Whatsapp360Constants.FROM, call.user());
        } else if (change instanceof HandoverEvent handover) {
            set(message, Whatsapp360Constants.FROM, handover.user());
        }
    }

    private static void set(Message message, String header, String value) {
        if (!value.isEmpty()) {
            message.setHeader(header, value);
        }
    }

    private static void pricing(Message message, Pricing pricing) {
        set(message, Whatsapp360Constants.PRICING_CATEGORY, pricing.category());
        pricing.billable().ifPresent(billable -> message.setHeader(Whatsapp360Constants.BILLABLE, billable));
    }
}

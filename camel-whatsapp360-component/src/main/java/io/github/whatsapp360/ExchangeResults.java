package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.media.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts the service's results and events into exchanges. */
final class ExchangeResults {

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
        uploaded(exchange, sent.media());
        sent(exchange, sent.message());
    }

    static void sent(Exchange exchange, SentMessage sent) {
        Message message = exchange.getMessage();
        message.setBody(sent);
        message.setHeader(Whatsapp360Constants.MESSAGE_ID, sent.id());
        message.setHeader(Whatsapp360Constants.WA_ID, sent.waId());
        message.setHeader(Whatsapp360Constants.MESSAGE_STATUS, sent.status());
    }

    /** Sets an event and its headers in a message. */
    static void event(Message message, WebhookEvent event) {
        message.setBody(event);
        eventHeaders(message, event);
    }

    /** Sets the headers by which routes filter events. */
    static void eventHeaders(Message message, WebhookEvent event) {
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
        } else {
            message.setHeader(Whatsapp360Constants.EVENT_TYPE, event.field());
        }
    }
}

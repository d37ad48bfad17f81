package io.github.whatsapp360.examples;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Template;
import java.io.File;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Sends a template message with a PDF for each row of a CSV file. The name of the file and the number of the customer
 * are the key of a message.
 */
public final class CampaignRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // the message may still be sent: the exchange stays failed, and the CSV file is read again
        onException(OutcomeUnknownException.class).logExhausted(false);
        onException(NotSentException.class)
                .onWhen(simple("${exception.reason} != 'LOCAL_FILE'"))
                .logExhausted(false);
        // all others: the row and the reason
        onException(Exception.class)
                .handled(true)
                .setBody(method(Csv.class, "line(${exchangeProperty.row}, ${exception.message})"))
                .to("file:{{campaign}}/errors?fileExist=Append");

        from("file:{{campaign}}?include=.*[.]csv&readLock=changed&readLockMinAge=1s&initialDelay=0&delay=5s&move=.done")
                .setBody(exchange -> "customer,phone,name,amount,file,reason\n")
                .to("file:{{campaign}}/errors")
                .split(method(Csv.class, "read(${file:absolute.path})"), (a, b) -> a != null && a.isFailed() ? a : b)
                .parallelProcessing()
                .setProperty("row", body())
                .filter(exchange -> exchange.getMessage().getBody(Map.class).containsValue(null))
                .throwException(IllegalArgumentException.class, "A column is empty")
                .end()
                .setHeader("CamelWhatsapp360CallbackData", simple("${file:onlyname.noext}/${body[customer]}"))
                .setHeader("CamelWhatsapp360To", simple("${body[phone]}"))
                .setBody(simple("{{files}}/${body[file]}"))
                .setBody(exchange -> new File(exchange.getMessage().getBody(String.class)))
                .to("whatsapp360:media?filename=invoice.pdf")
                .setBody(CampaignRoutes::message)
                .to("whatsapp360:send?confirm=delivered&throwExceptionOnConfirmTimeout=false")
                .end()
                .log("${file:name} is done");

        from("whatsapp360:events?webhookExternalUrl={{application-url}}")
                .log("${body.callbackData}: ${header.CamelWhatsapp360MessageStatus}");
    }

    private static OutgoingMessage message(Exchange exchange) {
        Map<?, ?> row = exchange.getProperty("row", Map.class);
        UploadedMedia file = exchange.getMessage().getBody(UploadedMedia.class);
        return OutgoingMessage.of(Template.of("invoice", "en")
                .withHeader(Media.ofId(MediaKind.DOCUMENT, file.id()).withFilename(file.filename()))
                .withBody(row.get("name").toString(), row.get("amount").toString()));
    }
}

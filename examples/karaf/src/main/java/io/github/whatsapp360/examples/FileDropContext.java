package io.github.whatsapp360.examples;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.api.NotSentException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleContext;

/** Runs the route; Blueprint makes, configures, starts and stops it. */
public final class FileDropContext {

    private final CamelContext context;
    private final Whatsapp360Configuration options;
    private final VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
    private String inbox;

    public FileDropContext(BundleContext bundle) {
        context = new OsgiDefaultCamelContext(bundle);
        context.getCamelContextExtension().setName("file-drop");
        options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
    }

    public void setInbox(String inbox) {
        this.inbox = inbox;
    }

    public void setRecipient(String recipient) {
        options.setTo(recipient);
    }

    public void setApiKey(String apiKey) {
        options.setApiKey(apiKey);
    }

    public void setBaseUrl(String baseUrl) {
        options.setBaseUrl(baseUrl);
    }

    public void setWebhookToken(String webhookToken) {
        options.setWebhookVerifyToken(webhookToken);
    }

    public void setUrl(String url) {
        options.setWebhookExternalUrl(url);
    }

    public void setPort(int port) {
        http.setBindPort(port);
    }

    public void start() throws Exception {
        context.addService(new VertxPlatformHttpServer(http));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?move=${exchangeProperty.outcome}/${file:onlyname}&initialDelay=0"
                                + "&readLock=changed&readLockMinAge=1s&readLockMinLength=0")
                        .routeId("file-drop")
                        // a stop while it waits: it stays failed, so its file stays in the inbox, and the next start
                        // takes it
                        .onException(NotSentException.class)
                        .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, NotSentException.class)
                                        .getReason()
                                == NotSentException.Reason.STOPPED)
                        .logExhausted(false)
                        .end()
                        // all others are handled, so "move" takes their files to .failed
                        .onException(Exception.class)
                        .handled(true)
                        .setProperty("outcome", constant(".failed"))
                        .log(LoggingLevel.WARN, "${file:name} was not sent: ${exception.message}")
                        .end()
                        .setProperty("outcome", constant(".sent"))
                        .to("whatsapp360:send?confirm=delivered")
                        .log("${file:name} was sent");
                from("whatsapp360:events")
                        .routeId("answers")
                        .choice()
                        .when(header("CamelWhatsapp360EventType").isEqualTo("status"))
                        .log("A message was ${header.CamelWhatsapp360MessageStatus}")
                        .when(simple("${header.CamelWhatsapp360EventType} == 'message' && ${body.text} != ''"))
                        .setHeader("CamelWhatsapp360To", header("CamelWhatsapp360From"))
                        .setBody(simple("Thank you. You wrote: ${body.text}"))
                        .to("whatsapp360:send");
            }
        });
        context.start();
    }

    public void stop() {
        context.stop();
    }
}

package io.github.whatsapp360.examples.cluster;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * The routes of a node. All nodes have the same routes and share the texts, the folder and the database. All failures
 * that a route does not handle leave the text with its broker, and the file in its folder.
 */
public final class NodeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        if (value("kafka-brokers:").isEmpty()) {
            textsOfJms();
        } else {
            textsOfKafka(Integer.parseInt(value("kafka-consumers")));
        }
        files();
        events();
    }

    private void textsOfJms() {
        from("jms:queue:texts?concurrentConsumers={{consumers}}")
                .routeId("texts")
                .onException(Whatsapp360Exception.class)
                .onWhen(NodeRoutes::isRefused)
                .handled(true)
                .setHeader("reason", simple("${exception.message}"))
                .to("jms:queue:refused")
                .end()
                .setHeader("CamelWhatsapp360CallbackData", header("invoice"))
                .setHeader("CamelWhatsapp360To", header("phone"))
                .to("whatsapp360:send?synchronous=true"); // the transaction belongs to this thread
    }

    /**
     * Adds a route for each consumer, because each one needs a name of its own: by its name, a node that was killed
     * gets its partitions back when it starts again, without a new distribution of all partitions.
     */
    private void textsOfKafka(int consumers) {
        for (int consumer = 1; consumer <= consumers; consumer++) {
            from("kafka:texts?groupId=nodes&groupInstanceId={{camel.main.name}}-" + consumer)
                    .routeId("texts-" + consumer)
                    .onException(Whatsapp360Exception.class)
                    .onWhen(NodeRoutes::isRefused)
                    .handled(true)
                    .setHeader("reason", simple("${exception.message}"))
                    .to("kafka:refused?synchronous=true")
                    .process(NodeRoutes::commit)
                    .end()
                    .setHeader("CamelWhatsapp360CallbackData", header(KafkaConstants.KEY))
                    .setHeader("CamelWhatsapp360To", header("phone").convertToString())
                    .to("whatsapp360:send?synchronous=true") // so that the order of the partition is kept
                    .process(NodeRoutes::commit);
        }
    }

    private void files() {
        // The name of a file is PHONE-INVOICE.pdf. The key of the lock is short, because its column has 100 characters.
        // The lock stays for a second after the file was moved, because other nodes may still have it on their lists.
        // A node that pauses longer handles a moved file again. It sends nothing, but its move would first delete the
        // file at the target: so each node has folders of its own.
        from("file:{{inbox}}?readLock=idempotent&idempotentRepository=#locks&idempotentEager=false"
                        + "&idempotentKey=${file:name}&readLockRemoveOnCommit=true"
                        + "&readLockIdempotentReleaseDelay=1000&readLockIdempotentReleaseAsync=true&shuffle=true"
                        + "&move=${exchangeProperty.folder}/{{camel.main.name}}/${file:name}")
                .routeId("files")
                .onException(Whatsapp360Exception.class)
                .onWhen(NodeRoutes::isRefused)
                .handled(true)
                .setProperty("folder", constant(".refused"))
                .end()
                .setProperty("folder", constant(".sent"))
                .setHeader("CamelWhatsapp360CallbackData", simple("${file:name}/${header.CamelFileLastModified}"))
                .setHeader("CamelWhatsapp360To", header(Exchange.FILE_NAME_ONLY).regexReplaceAll("-.*", ""))
                .to("whatsapp360:send");
    }

    private void events() {
        // The statuses are in the repository before this route begins, whichever node gets them.
        from("whatsapp360:events?webhookPath=/whatsapp&webhookAutoRegister=false")
                .routeId("events")
                .log("${header.CamelWhatsapp360EventType} ${header.CamelWhatsapp360MessageStatus}");
    }

    /** Commits the offset of a text that was sent or refused. */
    private static void commit(Exchange exchange) {
        exchange.getMessage()
                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                .commit();
    }

    private String value(String name) {
        return getContext().resolvePropertyPlaceholders("{{" + name + "}}");
    }

    /** Returns whether the message will never be accepted, so that it must not come again. */
    static boolean isRefused(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return failure instanceof InvalidMessageException
                || failure instanceof DeliveryFailedException
                || failure instanceof ApiException refused && !refused.isRetryable();
    }
}

package io.github.whatsapp360.examples.cluster;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Texts in a queue of an Artemis broker: one that runs elsewhere, or a process of this cluster. */
final class JmsTexts implements Texts {

    private final Path folder;
    private final int port;
    private final String url;
    private Child broker;

    /**
     * Connects to a broker.
     *
     * @param url its URL, or {@code embedded} to start one
     */
    JmsTexts(String url, Path folder) throws IOException {
        this.folder = folder;
        this.port = Cluster.freePort();
        if (url.equals("embedded")) {
            this.url = "tcp://127.0.0.1:" + port + "?consumerWindowSize=0&clientFailureCheckPeriod=2000";
            start();
        } else {
            this.url = url;
        }
    }

    @Override
    public List<String> properties() {
        return List.of("broker-url=" + url);
    }

    @Override
    public void put(List<Text> texts) {
        run(jms -> {
            JMSProducer producer = jms.createProducer();
            for (Text text : texts) {
                producer.setProperty("invoice", text.invoice())
                        .setProperty("phone", text.phone())
                        .send(jms.createQueue("texts"), text.text());
            }
            jms.commit();
            return texts.size();
        });
    }

    @Override
    public long waiting() {
        return run(jms -> messages(jms, "texts"));
    }

    @Override
    public Set<String> refused() {
        return run(jms -> {
            Set<String> invoices = new HashSet<>();
            try (QueueBrowser browser = jms.createBrowser(jms.createQueue("refused"))) {
                for (Object message : Collections.list((Enumeration<?>) browser.getEnumeration())) {
                    invoices.add(((Message) message).getStringProperty("invoice"));
                }
            }
            return invoices;
        });
    }

    @Override
    public void restart() throws IOException {
        broker.kill();
        start();
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.kill();
        }
    }

    private void start() throws IOException {
        Path data = Files.createDirectories(folder.resolve("broker"));
        broker = Child.java(
                        Broker.class,
                        folder.resolve("broker.log"),
                        Broker.READY,
                        List.of(),
                        Integer.toString(port),
                        data.toString())
                .awaitReady();
    }

    /**
     * Asks the broker for the number of messages of a queue, with those that a node works on or that come again later.
     */
    private static long messages(JMSContext jms, String queue) throws JMSException {
        Queue management = jms.createQueue("activemq.management");
        TemporaryQueue answers = jms.createTemporaryQueue();
        Message question = jms.createMessage();
        question.setJMSReplyTo(answers);
        JMSManagementHelper.putAttribute(question, "queue." + queue, "messageCount");
        jms.createProducer().send(management, question);
        jms.commit();
        Message answer = jms.createConsumer(answers).receive(5_000);
        try {
            return ((Number) JMSManagementHelper.getResult(answer)).longValue();
        } catch (JMSException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not answer", e);
        }
    }

    private <T> T run(Work<T> work) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                JMSContext jms = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            return work.with(jms);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work<T> {
        T with(JMSContext jms) throws JMSException;
    }
}

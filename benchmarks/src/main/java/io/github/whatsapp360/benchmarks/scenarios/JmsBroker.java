package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.support.TestData;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.util.Set;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.RuntimeCamelException;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** An Apache Artemis broker in this process, without persistence. */
public final class JmsBroker implements AutoCloseable {

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    private int queues;

    public JmsBroker() throws Exception {
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setAcceptorConfigurations(Set.of(new TransportConfiguration(InVMAcceptorFactory.class.getName()))));
        server.start();
        pool.setConnectionFactory(new ActiveMQConnectionFactory("vm://0"));
        pool.start();
    }

    ConnectionFactory connections() {
        return pool;
    }

    /** Creates a queue with this number of texts, each with its recipient in a property. Returns its name. */
    synchronized String fill(int messages) {
        String name = "texts-" + ++queues;
        try (JMSContext context = pool.createContext()) {
            Queue queue = context.createQueue(name);
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < messages; i++) {
                producer.setProperty("recipient", TestData.recipient(i)).send(queue, TestData.TEXT);
            }
        }
        return name;
    }

    void delete(String queue) {
        try {
            server.getActiveMQServer().getActiveMQServerControl().destroyQueue(queue, true);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    @Override
    public void close() {
        pool.stop();
        try {
            server.stop();
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}

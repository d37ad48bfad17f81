package io.github.whatsapp360.examples.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.apache.camel.spi.Registry;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of a node: the broker, the database, and all that the nodes share there. */
public final class NodeBeans implements CamelConfiguration {

    @Override
    public void configure(CamelContext context) {
        Registry registry = context.getRegistry();
        String broker = property(context, "broker-url:");
        if (!broker.isEmpty()) {
            registry.bind("broker", new ActiveMQConnectionFactory(broker));
        }
        String url = property(context, "database-url");
        DataSource database = pool(url, Integer.parseInt(property(context, "database-connections")));
        registry.bind("locks", locks(database, context));
        String grid = property(context, "grid:");
        if (grid.isEmpty()) {
            registry.bind("messages", new JdbcMessageRepository(database));
            registry.bind("rates", rates(database, url));
        } else {
            Grid.bind(registry, grid);
        }
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    /** Returns the shared rate of the number. */
    private static ProxyManager<String> rates(DataSource database, String url) {
        if (url.startsWith("jdbc:h2:")) {
            return new H2Rates(database);
        }
        return Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("rates")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(5)))
                .build();
    }

    /**
     * Returns the locks of files. Those of a node that was killed end after 10 seconds.
     *
     * <p>The repository first asks for a lock and then writes it. Only serializable transactions keep two nodes from
     * getting the same lock at the same moment.
     */
    private static JdbcOrphanLockAwareIdempotentRepository locks(DataSource database, CamelContext context) {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        JdbcOrphanLockAwareIdempotentRepository locks =
                new JdbcOrphanLockAwareIdempotentRepository(database, transactions, "inbox", context);
        locks.setLockMaxAgeMillis(10_000);
        locks.setLockKeepAliveIntervalMillis(1_000);
        locks.setCreateTableIfNotExists(false); // schema.sql has it
        return locks;
    }

    private static String property(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}

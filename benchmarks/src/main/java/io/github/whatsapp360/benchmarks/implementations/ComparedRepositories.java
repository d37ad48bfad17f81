package io.github.whatsapp360.benchmarks.implementations;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.benchmarks.support.PostgreSql;
import io.github.whatsapp360.repository.JCacheMessageRepository;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import io.github.whatsapp360.repository.MessageRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.Caching;
import org.apache.camel.RuntimeCamelException;

/**
 * This component without a message repository, and with each kind of repository. If PostgreSQL is not installed, H2
 * writes to a file instead.
 */
public final class ComparedRepositories implements AutoCloseable {

    static final int RECORDS = 10_000;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Client without;
    private final Map<Client, MessageRepository> repositories = new LinkedHashMap<>();

    public ComparedRepositories(int port) throws IOException {
        this(port, PostgreSql.isInstalled());
    }

    ComparedRepositories(int port, boolean postgreSql) throws IOException {
        try {
            without = open(ComponentClient.withCallbackData(port));
            add(port, "in memory", MessageRepository.inMemory(RECORDS));
            add(port, postgreSql ? "JDBC, PostgreSQL" : "JDBC, H2 in a file", jdbc(postgreSql ? postgreSql() : h2()));
            add(port, "JCache, Hazelcast", new JCacheMessageRepository(hazelcast()));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns the client without a repository. */
    public Client without() {
        return without;
    }

    /** Returns the clients with a repository. */
    public List<Client> with() {
        return List.copyOf(repositories.keySet());
    }

    MessageRepository repository(Client client) {
        return repositories.get(client);
    }

    private void add(int port, String name, MessageRepository repository) {
        repositories.put(open(ComponentClient.withRepository(port, name, repository)), repository);
    }

    private MessageRepository jdbc(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        JdbcMessageRepository repository = new JdbcMessageRepository(open(new HikariDataSource(config)));
        repository.createTables();
        return repository;
    }

    private String postgreSql() {
        return open(new PostgreSql()).url();
    }

    private String h2() throws IOException {
        Path folder = Files.createTempDirectory("benchmark");
        open(() -> {
            Files.deleteIfExists(folder.resolve("messages.mv.db"));
            Files.delete(folder);
        });
        return "jdbc:h2:file:" + folder.resolve("messages") + ";TRACE_LEVEL_FILE=0";
    }

    private Cache<String, String> hazelcast() {
        Config config = new Config();
        config.setClusterName(UUID.randomUUID().toString());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        CacheSimpleConfig cache = new CacheSimpleConfig().setName("messages");
        cache.setKeyType(String.class.getName()).setValueType(String.class.getName());
        cache.setEvictionConfig(new EvictionConfig().setSize(100_000_000)); // the default is 10,000 entries
        config.addCacheConfig(cache);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        open(member::shutdown);
        return Caching.getCachingProvider("com.hazelcast.cache.HazelcastMemberCachingProvider")
                .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(member))
                .getCache("messages", String.class, String.class);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes what was opened last first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }
}

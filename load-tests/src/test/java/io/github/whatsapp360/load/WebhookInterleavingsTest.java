package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.caffeine.processor.idempotent.CaffeineIdempotentRepository;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.hazelcast.HazelcastIdempotentRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcCachedMessageIdRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.apache.camel.processor.idempotent.kafka.KafkaIdempotentRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.processor.idempotent.SpringCacheIdempotentRepository;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

/**
 * Deliveries of one event, ends of its route, kills and failures of the repository in random orders. What was answered
 * with 200 was taken, every event is taken in the end, and once only where nothing failed.
 */
class WebhookInterleavingsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** Camel's repositories. What is not in the process survives a kill. */
    private enum Kind {
        MEMORY,
        FILE,
        JDBC,
        JDBC_CACHED,
        JDBC_ORPHAN_LOCK_AWARE,
        HAZELCAST,
        CAFFEINE,
        KAFKA,
        SPRING_CACHE
    }

    @TempDir
    Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private final BlockingQueue<InRoute> route = new LinkedBlockingQueue<>();
    private final AtomicInteger lives = new AtomicInteger();
    private AutoCloseable store = () -> {};

    @BeforeEach
    void startContext() {
        context.start();
    }

    @AfterEach
    void stopContext() throws Exception {
        context.stop();
        store.close();
    }

    /** Makes a repository anew, as a starting process does. */
    private Supplier<IdempotentRepository> repositories(Kind kind) throws Exception {
        return switch (kind) {
            case MEMORY -> () -> MemoryIdempotentRepository.memoryIdempotentRepository(1_000);
            case FILE ->
                () -> FileIdempotentRepository.fileIdempotentRepository(
                        folder.resolve("keys").toFile());
            case JDBC -> {
                JdbcConnectionPool database = database();
                yield () -> new JdbcMessageIdRepository(database, "events");
            }
            case JDBC_CACHED -> {
                JdbcConnectionPool database = database();
                yield () -> new JdbcCachedMessageIdRepository(database, "events");
            }
            case JDBC_ORPHAN_LOCK_AWARE -> {
                JdbcConnectionPool database = database();
                yield () -> {
                    var repository = new JdbcOrphanLockAwareIdempotentRepository(database, "events", context);
                    repository.setLockMaxAgeMillis(TimeUnit.HOURS.toMillis(1));
                    repository.setLockKeepAliveIntervalMillis(TimeUnit.MINUTES.toMillis(1));
                    return repository;
                };
            }
            case HAZELCAST -> {
                HazelcastInstance grid = grid();
                yield () -> new HazelcastIdempotentRepository(grid, "events");
            }
            case CAFFEINE ->
                () -> {
                    CaffeineIdempotentRepository repository = new CaffeineIdempotentRepository();
                    repository.setCacheName("events");
                    return repository;
                };
            case KAFKA -> {
                KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), "events");
                store = broker;
                yield () -> {
                    KafkaIdempotentRepository repository =
                            new KafkaIdempotentRepository("events", broker.bootstrapServers());
                    repository.setCamelContext(context);
                    // otherwise its consumer is closed by another thread than its own, and Camel 4.18 cannot stop it
                    repository.setStartupOnly(true);
                    return repository;
                };
            }
            case SPRING_CACHE -> () -> new SpringCacheIdempotentRepository(new ConcurrentMapCacheManager(), "events");
        };
    }

    private JdbcConnectionPool database() {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime(), "sa", "");
        store = database::dispose;
        return database;
    }

    private HazelcastInstance grid() {
        Config config = new Config();
        config.getNetworkConfig().setPort(0).setPublicAddress("127.0.0.1");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        HazelcastInstance grid = Hazelcast.newHazelcastInstance(config);
        store = grid::shutdown;
        return grid;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyEventIsTaken(Kind kind) throws Exception {
        play(kind, 200);
    }

    /** Without Kafka: each order waits for its broker, so that 200 orders take a minute. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "KAFKA")
    @Tag("long")
    void everyEventIsTakenInAThousandOrders(Kind kind) throws Exception {
        play(kind, 1_000);
    }

    private void play(Kind kind, int rounds) throws Exception {
        Supplier<IdempotentRepository> repositories = repositories(kind);
        Life life = new Life(repositories.get());
        try {
            for (int number = 0; number < rounds; number++) {
                long seed = SEED + number;
                Round round = new Round("wamid." + number, life, repositories, new Random(seed));
                try {
                    life = round.play();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(kind + ", -Dseed=" + seed + ": " + round.story, e);
                }
            }
        } finally {
            life.kill();
        }
    }

    /** One event, and what happens to it. */
    private final class Round {
        private final String id;
        private final Supplier<IdempotentRepository> repositories;
        private final Random random;
        private final List<InRoute> waiting = new ArrayList<>();
        private final List<CompletableFuture<Integer>> answers = new ArrayList<>();
        private final AtomicInteger taken = new AtomicInteger();
        final List<String> story = new ArrayList<>();
        private Life life;
        private boolean trouble;

        Round(String id, Life life, Supplier<IdempotentRepository> repositories, Random random) {
            this.id = id;
            this.life = life;
            this.repositories = repositories;
            this.random = random;
        }

        Life play() throws Exception {
            for (int step = 2 + random.nextInt(7); step > 0; step--) {
                switch (random.nextInt(10)) {
                    case 0 -> kill();
                    case 1 -> away(!life.repository.away);
                    case 2, 3 -> end(new IllegalStateException("meant"));
                    case 4, 5 -> end(null);
                    default -> deliver();
                }
            }
            away(false);
            for (int answer = 0; answer != 200; ) {
                deliver();
                CompletableFuture<Integer> last = answers.get(answers.size() - 1);
                while (!last.isDone() || !waiting.isEmpty()) {
                    end(null);
                }
                answer = last.get();
                story.add("answer " + answer);
            }
            assertThat(taken.get()).as("times taken").isPositive();
            if (!trouble) {
                assertThat(taken.get()).as("times taken").isEqualTo(1);
            }
            return life;
        }

        private void deliver() throws Exception {
            story.add("deliver");
            Exchange request = new DefaultExchange(context);
            request.getMessage()
                    .setBody(("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\""
                                    + id + "\",\"from\":\"4915112345678\"}]}}]}]}")
                            .getBytes());
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            answers.add(answer);
            Life of = life;
            of.webhook.process(request, sync -> {
                int status = request.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
                if (status == 200 && of.alive && taken.get() == 0) {
                    answer.completeExceptionally(new AssertionError("200, and nobody has taken it"));
                }
                answer.complete(status);
            });
            take();
        }

        /** Takes what has reached the route until now; the threads are given a moment now and then. */
        private void take() throws InterruptedException {
            int patience = random.nextInt(3);
            for (InRoute next = route.poll(patience, TimeUnit.MILLISECONDS); next != null; next = route.poll()) {
                if (next.life == life) {
                    waiting.add(next);
                }
            }
        }

        private void end(Exception failure) throws Exception {
            take();
            if (waiting.isEmpty()) {
                return;
            }
            InRoute next = waiting.remove(random.nextInt(waiting.size()));
            story.add(failure == null ? "taken" : "failed");
            trouble |= failure != null;
            if (failure == null) {
                taken.incrementAndGet();
            }
            next.exchange.setException(failure);
            next.callback.done(false);
        }

        private void kill() throws Exception {
            story.add("kill");
            trouble = true;
            life.kill();
            waiting.clear();
            boolean away = life.repository.away;
            life = new Life(repositories.get());
            life.repository.away = away;
        }

        private void away(boolean away) {
            story.add(away ? "repository away" : "repository there");
            trouble |= away;
            life.repository.away = away;
        }
    }

    /** A process that takes webhooks, until it is killed: then nothing of it has any effect. */
    private final class Life {
        private final Repository repository;
        private final AsyncProcessor webhook;
        private volatile boolean alive = true;

        Life(IdempotentRepository repository) {
            this.repository = new Repository(repository);
            String name = "repository" + lives.incrementAndGet();
            context.getRegistry().bind(name, this.repository);
            WebhookCapableEndpoint endpoint = (WebhookCapableEndpoint)
                    context.getEndpoint("whatsapp360:events?allowUnauthenticated=true&idempotentRepository=#" + name);
            webhook = (AsyncProcessor) endpoint.createWebhookHandler(new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    route.add(new InRoute(Life.this, exchange, callback));
                    return false;
                }
            });
            ServiceHelper.startService(webhook);
        }

        void kill() {
            alive = false;
            repository.dead = true;
            ServiceHelper.stopService(webhook);
            ServiceHelper.stopService(repository.repository);
        }
    }

    /** One exchange in the route. */
    private record InRoute(Life life, Exchange exchange, AsyncCallback callback) {}

    /** A repository that can be out of reach. */
    private static final class Repository extends ServiceSupport implements IdempotentRepository {
        private final IdempotentRepository repository;
        private volatile boolean away;
        private volatile boolean dead;

        Repository(IdempotentRepository repository) {
            this.repository = repository;
        }

        private IdempotentRepository reach() {
            if (away || dead) {
                throw new IllegalStateException("the database is away");
            }
            return repository;
        }

        @Override
        protected void doStart() {
            ServiceHelper.startService(repository);
        }

        @Override
        public boolean add(String key) {
            return reach().add(key);
        }

        @Override
        public boolean contains(String key) {
            return reach().contains(key);
        }

        @Override
        public boolean remove(String key) {
            return reach().remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return reach().confirm(key);
        }

        @Override
        public void clear() {
            reach().clear();
        }
    }
}

package io.github.whatsapp360.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.whatsapp360.repository.JCacheMediaIdStore;
import io.github.whatsapp360.repository.JCacheMessageRepository;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records in Hazelcast: one application is a member of the grid, and the other one is a client of it. */
class JCacheMessageRepositoryTest extends MessageRepositoryTestKit {

    private static HazelcastInstance member;
    private static HazelcastInstance client;
    private static CacheManager ofMember;
    private static CacheManager ofClient;

    private Cache<String, String> records;
    private Cache<String, String> mediaIds;

    @BeforeAll
    static void startGrid() {
        Config config = new Config();
        config.setClusterName(UUID.randomUUID().toString());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        member = Hazelcast.newHazelcastInstance(config);
        ofMember = manager("com.hazelcast.cache.HazelcastMemberCachingProvider", member);

        Address address = member.getCluster().getLocalMember().getAddress();
        ClientConfig clientConfig = new ClientConfig();
        clientConfig.setClusterName(config.getClusterName());
        clientConfig.setProperty("hazelcast.phone.home.enabled", "false");
        clientConfig.getNetworkConfig().addAddress("127.0.0.1:" + address.getPort());
        client = HazelcastClient.newHazelcastClient(clientConfig);
        ofClient = manager("com.hazelcast.client.cache.HazelcastClientCachingProvider", client);
    }

    private static CacheManager manager(String provider, HazelcastInstance instance) {
        return Caching.getCachingProvider(provider)
                .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(instance));
    }

    @AfterAll
    static void stopGrid() {
        client.shutdown();
        member.shutdown();
    }

    @Override
    protected MessageRepository emptyRepository() {
        records = ofMember.createCache("messages", configuration());
        mediaIds = ofMember.createCache("media-ids", configuration());
        return new JCacheMessageRepository(records, new JCacheMediaIdStore(mediaIds));
    }

    @Override
    protected MessageRepository ofAnotherApplication(MessageRepository repository) {
        return new JCacheMessageRepository(
                ofClient.getCache("messages", String.class, String.class),
                new JCacheMediaIdStore(ofClient.getCache("media-ids", String.class, String.class)));
    }

    private static MutableConfiguration<String, String> configuration() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    @AfterEach
    void destroyCaches() {
        ofMember.destroyCache("messages");
        ofMember.destroyCache("media-ids");
    }

    @Test
    void aValueIsJsonThatAnyProgramCanRead() throws Exception {
        MessageRepository repository = new JCacheMessageRepository(records);
        repository.insert(MessageRecord.sending("invoice 17 ", "ab", "owner"));

        JsonNode value = new ObjectMapper().readTree(records.get("invoice 17 "));

        assertThat(Instant.parse(value.path("changedAt").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(value.at("/record/state").asText()).isEqualTo("SENDING");
        assertThat(value.at("/record/callbackData").asText()).isEqualTo("invoice 17 ");
    }

    @Test
    void aValueOfAnotherProgramIsReported() {
        MessageRepository repository = new JCacheMessageRepository(records);
        for (String value : List.of("text", "{}", "{\"changedAt\":\"2026-01-01T00:00:00Z\"}", "[]")) {
            records.put("key", value);
            assertThatThrownBy(() -> repository.find(List.of("key")))
                    .as(value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(value);
        }
    }

    @Test
    void aRecordOfAClockThatIsAheadHasTheAgeZero() {
        MessageRepository repository = new JCacheMessageRepository(records);
        String record = MessageRecord.sending("key", "ab", "owner").toJson();
        records.put("key", "{\"changedAt\":\"2999-01-01T00:00:00Z\",\"record\":" + record + "}");

        assertThat(repository.find(List.of("key")).get("key").age()).isZero();
    }

    @Test
    void theVersionDecidesAlsoIfTheValueIsNotTheKnownOne() {
        MessageRepository repository = new JCacheMessageRepository(records);
        MessageRecord first = MessageRecord.sending("key", "ab", "owner");
        assertThat(repository.insert(first)).isTrue();
        records.put("key", "{\"changedAt\":\"2026-01-01T00:00:00Z\",\"record\":" + first.toJson() + "}");

        assertThat(repository.replace(first, first.released())).isTrue();
        assertThat(repository.replace(first, first.closed())).isFalse();
        assertThat(repository.find(List.of("key"))).containsValue(first.released());
    }

    @Test
    void mediaIdsAreOptional() {
        assertThat(new JCacheMessageRepository(records).mediaIds()).isEmpty();
    }
}

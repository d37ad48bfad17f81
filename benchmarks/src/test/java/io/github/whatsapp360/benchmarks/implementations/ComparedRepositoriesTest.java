package io.github.whatsapp360.benchmarks.implementations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.server.BenchmarkServer;
import io.github.whatsapp360.benchmarks.support.PostgreSql;
import io.github.whatsapp360.benchmarks.support.TestData;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload;
import io.github.whatsapp360.repository.MessageRecord;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client with a message repository sends each text once, and keeps a record of each. */
class ComparedRepositoriesTest {

    /** The databases of this machine: PostgreSQL only if it is installed. */
    static Stream<Boolean> postgreSql() {
        return Stream.of(false, true).filter(wanted -> !wanted || PostgreSql.isInstalled());
    }

    @ParameterizedTest
    @MethodSource("postgreSql")
    void eachTextHasItsRecord(boolean postgreSql) throws Exception {
        try (BenchmarkServer server = new BenchmarkServer();
                ComparedRepositories compared = new ComparedRepositories(server.port(), postgreSql);
                TextWorkload texts = new TextWorkload(4)) {
            assertThat(compared.without().text(TestData.recipient(0), TestData.TEXT))
                    .startsWith("wamid.");
            for (Client client : compared.with()) {
                server.startCounting();
                int count = texts.run(client, 50).count();
                assertThat(server.received().messages()).as(client.name()).isEqualTo(count);
                assertThat(compared.repository(client).unresolved(Duration.ZERO, 1_000_000))
                        .as(client.name())
                        .hasSize(Math.min(count, ComparedRepositories.RECORDS))
                        .extracting(MessageRecord::state)
                        .containsOnly(MessageRecord.State.ACCEPTED);
            }
        }
    }
}

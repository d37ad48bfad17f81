package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All ways do the same work, and the server counts their requests. */
class WaysTest {

    private static final int LARGE = 3 << 20;

    @Test
    void eachWaySendsATextAndUploadsAFile() throws Exception {
        try (Pdf pdf = new Pdf(LARGE)) {
            for (int i = 0; i < 3; i++) {
                try (WireServer server = new WireServer();
                        Way way = ways(server.port()).get(i)) {
                    assertThat(way.text("4915112345678", "Hello")).startsWith("wamid.");
                    assertThat(server.lastBody()).isBetween(80L, 200L);
                    assertThat(way.upload(pdf.change().file())).matches("\\d{16}");
                    assertThat(server.lastBody()).isBetween((long) LARGE, LARGE + 1_000L);
                    assertThat(way.stream(new ByteArrayInputStream("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII))))
                            .matches("\\d{16}");
                    assertThat(way.document("4915112345678", pdf.change().file()))
                            .startsWith("wamid.");
                    assertThat(server.requests()).isEqualTo(5);
                    assertThat(server.bytes()).isGreaterThan(2L * LARGE);
                }
            }
        }
    }

    @Test
    void theServerTellsMessagesFromRecipients() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (WireServer server = new WireServer();
                    Way way = ways(server.port()).get(i);
                    Pdf pdf = new Pdf(LARGE)) {
                way.text("4915112345670", "before");
                server.begin();
                way.text("4915112345678", "Hello");
                way.text("4915112345678", "Hello");
                way.document("4915112345679", pdf.change().file());
                assertThat(server.tally().messages()).isEqualTo(3);
                assertThat(server.tally().recipients()).isEqualTo(2);
            }
        }
    }

    @Test
    void theServerDeliversNoMoreThanTheLinkDoes() throws Exception {
        try (WireServer server = new WireServer();
                Way way = new ByHandWay(server.port());
                Pdf pdf = new Pdf(LARGE)) {
            server.bytesPerSecond(20_000_000);
            assertThat(Uploads.run(way, pdf, 0)).isLessThan(22_000_000);
        }
    }

    @Test
    void theMeterCountsWhatWasAllocatedAlsoAcrossCollections() {
        Meter meter = new Meter();
        long sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += new byte[1 << 20].length;
            if (i % 100 == 0) {
                System.gc();
            }
        }
        assertThat(meter.stop().allocatedBytes()).isBetween(sum, sum + sum / 5);
    }

    private static List<Way> ways(int port) {
        return List.of(new ComponentWay(port), new PeerWay(port), new ByHandWay(port));
    }
}

package io.github.whatsapp360.benchmarks.implementations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.server.BenchmarkServer;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import io.github.whatsapp360.benchmarks.workloads.UploadWorkload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All clients do the same work, and the server counts their requests. */
class ClientsTest {

    private static final int LARGE = 3 << 20;

    @Test
    void eachClientSendsATextAndUploadsAFile() throws Exception {
        try (PdfFile pdf = new PdfFile(LARGE)) {
            for (int i = 0; i < 3; i++) {
                try (BenchmarkServer server = new BenchmarkServer();
                        Client client = clients(server.port()).get(i)) {
                    assertThat(client.text("4915112345678", "Hello")).startsWith("wamid.");
                    assertThat(server.lastBody()).isBetween(80L, 200L);
                    assertThat(client.upload(pdf.change().file())).matches("\\d{16}");
                    assertThat(server.lastBody()).isBetween((long) LARGE, LARGE + 1_000L);
                    assertThat(client.stream(
                                    new ByteArrayInputStream("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII))))
                            .matches("\\d{16}");
                    assertThat(client.document("4915112345678", pdf.change().file()))
                            .startsWith("wamid.");
                    assertThat(server.requests()).isEqualTo(5);
                    assertThat(server.bytes()).isGreaterThan(2L * LARGE);
                }
            }
        }
    }

    @Test
    void theServerCountsMessagesAndRecipients() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (BenchmarkServer server = new BenchmarkServer();
                    Client client = clients(server.port()).get(i);
                    PdfFile pdf = new PdfFile(LARGE)) {
                client.text("4915112345670", "before");
                server.startCounting();
                client.text("4915112345678", "Hello");
                client.text("4915112345678", "Hello");
                client.document("4915112345679", pdf.change().file());
                assertThat(server.received().messages()).isEqualTo(3);
                assertThat(server.received().recipients()).isEqualTo(2);
            }
        }
    }

    @Test
    void theServerReadsNoFasterThanItsBandwidth() throws Exception {
        try (BenchmarkServer server = new BenchmarkServer();
                Client client = new CamelHttpClient(server.port());
                PdfFile pdf = new PdfFile(LARGE)) {
            server.bytesPerSecond(20_000_000);
            assertThat(UploadWorkload.run(client, pdf, 0)).isLessThan(22_000_000);
        }
    }

    private static List<Client> clients(int port) {
        return List.of(new ComponentClient(port), new CamelWhatsappClient(port), new CamelHttpClient(port));
    }
}

package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The number of times that a file is opened: once to find its type, once for its hash, and once for each attempt to
 * upload it.
 */
class FileOpeningsTest extends EmulatorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice.pdf",
                "contract.docx",
                "report.xlsx",
                "voice.ogg",
                "sticker.webp",
                "note.txt",
                "clip.mp4"
            })
    void eachOpeningHasItsReason(String name) throws Exception {
        Counted source = new Counted(name);

        send("whatsapp360:send", source);
        assertThat(source.opened.getAndSet(0)).as("seen, hashed, uploaded").isEqualTo(3);

        send("whatsapp360:media", source);
        assertThat(source.opened.getAndSet(0)).as("seen, hashed").isEqualTo(2);

        send("whatsapp360:media?reuseMedia=false", source);
        assertThat(source.opened.getAndSet(0)).as("seen, uploaded").isEqualTo(2);
        assertThat(uploads()).hasSize(2).allSatisfy(upload -> assertThat(upload.sha256())
                .isEqualTo(sha256(source.bytes)));
    }

    @Test
    void anAttemptOpensItOnce() throws Exception {
        Counted source = new Counted("invoice.pdf");
        try (FaultRelay relay = emulator().relay()) {
            relay.next(new Fault.ResetAfter(1_000), Fault.Status.bare(503));
            send("whatsapp360:media?reuseMedia=false&baseUrl=" + relay.baseUrl(), source);
        }
        assertThat(source.opened).as("seen, uploaded three times").hasValue(4);
    }

    @Test
    void whatIsRefusedWasOpenedOnce() throws Exception {
        Counted source = new Counted("invoice.pdf");
        Exchange exchange = template.request("whatsapp360:send", request -> {
            request.getMessage().setBody(new DataHandler(source));
            request.getMessage().setHeader(Whatsapp360Constants.TYPE, "image");
        });
        assertThat(exchange.getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(source.opened).hasValue(1);
    }

    private void send(String uri, Counted source) {
        Exchange exchange = send(uri, new DataHandler(source), Map.of());
        assertThat(exchange.getException()).isNull();
    }

    /** A file elsewhere, such as in a mailbox, that counts how often it is fetched. */
    private static final class Counted implements DataSource {
        private final AtomicInteger opened = new AtomicInteger();
        private final String name;
        private final byte[] bytes;

        Counted(String name) throws IOException {
            this.name = name;
            this.bytes = Files.readAllBytes(sample("good/" + name));
        }

        @Override
        public InputStream getInputStream() {
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("read only");
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }

        @Override
        public String getName() {
            return name;
        }
    }
}

package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Calls with a wrong key, path or method are refused. */
class PathsTest {

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @ParameterizedTest
    @CsvSource({
        "POST, /messages",
        "POST, /media",
        "GET, /123",
        "DELETE, /123",
        "GET, /whatsapp_business/attachments/?mid=1"
    })
    void withoutTheKeyNothingWorks(String method, String path) {
        for (String key : new String[] {"", "wrong", "emulator-ke", "emulator-key2"}) {
            Response response = new TestClient(SERVICE.emulator().baseUrl(), key).send(method, path, new byte[0]);
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.json().at("/meta/success").asBoolean(true)).isFalse();
            assertThat(response.json().at("/meta/http_code").asInt()).isEqualTo(401);
            assertThat(response.json().at("/meta/developer_message").asText()).isEqualTo("Invalid api key");
        }
    }

    @Test
    void aRefusedUploadIsReadToItsEnd() {
        TestClient stranger = new TestClient(SERVICE.emulator().baseUrl(), "wrong");
        assertThat(stranger.upload(new byte[20_000_000], "a.pdf", "application/pdf")
                        .status())
                .isEqualTo(401);
        assertThat(SERVICE.emulator().requests().get(0).bodyLength()).isGreaterThan(20_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/messages",
                "/messages/",
                "/nothing",
                "/v1/media",
                "/favicon.ico",
                "/chat.js/",
                "/123/456",
                "/12a",
                "/../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/emulator",
                "/emulator/nothing",
                "/emulator/media/",
                "/emulator/media/../../etc/passwd",
                "/emulator/media/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/page/index.html",
                "/whatsapp_business/attachments/?mid=../../etc/passwd&ext=9999999999&hash=x"
            })
    void otherPathsAreNotThere(String path) {
        Response response = new TestClient(SERVICE.emulator()).get(path);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers().get("content-type")).startsWith("application/json");
        assertThat(response.json().at("/meta/http_code").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /messages",
        "DELETE, /messages",
        "GET, /media",
        "PUT, /media",
        "POST, /123",
        "PUT, /123",
        "POST, /whatsapp_business/attachments/",
        "POST, /",
        "DELETE, /emulator/events",
        "PATCH, /messages"
    })
    void otherMethodsAreNotAllowed(String method, String path) {
        Response response = new TestClient(SERVICE.emulator()).send(method, path, new byte[0]);
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.code()).isEqualTo(405);
    }

    @Test
    void theLogHasNoNumbersContentsOrKeys() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.whatsapp360.emulator");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        try {
            TestClient client = new TestClient(SERVICE.emulator());
            String id = client.upload(Sample.good("invoice.pdf"));
            client.message("document", "{\"id\":\"" + id + "\",\"caption\":\"secret words\"}");
            client.message("image", "{\"id\":\"" + id + "\"}");
            client.get("/" + id);
            client.post("{\"secret words\"");
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(null);
        }
        String log =
                appender.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertThat(log)
                .contains("POST /media answered with 200", "GET /{media-id} answered with 200")
                .doesNotContain(
                        TestClient.NUMBER,
                        "secret",
                        "invoice",
                        SERVICE.emulator().apiKey());
    }
}

package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public key of flows, and where a flow's endpoint may be. The component's tests play whole flows. */
class FlowTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static String key(String algorithm, int bits) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
        keys.initialize(bits);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static HttpResponse<String> call(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(SERVICE.emulator().baseUrl() + "/whatsapp_business_encryption"))
                .header("D360-API-KEY", SERVICE.emulator().apiKey())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String json(String pem) {
        return "{\"business_public_key\":\"" + pem.replace("\r", "").replace("\n", "\\n") + "\"}";
    }

    @Test
    void aPublicKeyIsKept() throws Exception {
        assertThat(call("GET", "").body()).isEqualTo("{\"data\":[]}");
        String pem = key("RSA", 2048);
        assertThat(call("POST", json(pem)).body()).isEqualTo("{\"success\":true}");
        assertThat(call("GET", "").body())
                .contains(pem.replace("\r", "").replace("\n", "\\n"))
                .contains("\"business_public_key_signature_status\":\"VALID\"");
    }

    @Test
    void otherKeysAreRefused() throws Exception {
        for (String wrong : new String[] {key("RSA", 1024), key("EC", 256), "", "-----BEGIN PUBLIC KEY-----\nAA"}) {
            HttpResponse<String> answer = call("POST", json(wrong));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("2048-bit");
        }
    }

    @Test
    void aFlowNeedsAKeyAndAnEndpointOnThisMachine() {
        URI here = URI.create("http://127.0.0.1:1/flow");
        assertThatThrownBy(() -> SERVICE.emulator().flow(here).ping()).hasMessageContaining("has no public key");
        assertThatThrownBy(() -> SERVICE.emulator().flow(URI.create("https://example.com/flow")))
                .hasMessageContaining("allowedWebhook");
    }
}

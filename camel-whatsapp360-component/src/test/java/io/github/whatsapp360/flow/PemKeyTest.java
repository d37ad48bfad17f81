package io.github.whatsapp360.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys in the formats of OpenSSL and Node.js. */
class PemKeyTest {

    private static final String PASSWORD = "flow-password";

    private static String file(String name) throws IOException {
        try (InputStream in = PemKeyTest.class.getResourceAsStream("/flow/" + name + ".pem")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1", "pkcs8-des3", "pkcs8-aes256-sha1", "pkcs1-des3", "pkcs1-aes256"})
    void eachFormatHasTheSameKey(String name) throws IOException {
        assertThat(PemKey.read(file(name), PASSWORD)).isEqualTo(PemKey.read(file("pkcs8"), ""));
    }

    @Test
    void aKeyInAnEnvironmentVariableMayHaveWrittenLineBreaks() throws IOException {
        for (String name : new String[] {"pkcs8", "pkcs1-des3"}) {
            String pem = file(name).replace("\n", "\\n");
            assertThat(PemKey.read(pem, PASSWORD)).isEqualTo(PemKey.read(file("pkcs8"), ""));
            assertThat(PemKey.read(file(name).replace("\n", "\r\n"), PASSWORD))
                    .isEqualTo(PemKey.read(file("pkcs8"), ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8-des3", "pkcs8-aes256-sha1", "pkcs1-des3", "pkcs1-aes256"})
    void theErrorNamesThePassword(String name) throws IOException {
        String pem = file(name);
        assertThatThrownBy(() -> PemKey.read(pem, "")).hasMessageContaining("set the option privateKeyPassword");
        assertThatThrownBy(() -> PemKey.read(pem, "another")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theErrorSaysWhatIsMissing() throws IOException {
        String publicKey = file("public");
        assertThatThrownBy(() -> PemKey.read(publicKey, "")).hasMessageContaining("It is the public key");
        assertThatThrownBy(() -> PemKey.read("secret", ""))
                .hasMessageContaining("BEGIN PRIVATE KEY")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> PemKey.read("-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----", ""))
                .hasMessageContaining("openssl pkcs8");
    }

    /** Only an IllegalArgumentException tells a user what to do. */
    @ParameterizedTest
    @ValueSource(strings = {"pkcs8", "pkcs8-des3", "pkcs1-des3", "pkcs1"})
    void aDamagedKeyIsRefusedOrReadButNothingElse(String name) throws IOException {
        String pem = file(name);
        int from = pem.indexOf('\n', pem.contains("DEK-Info") ? pem.indexOf("DEK-Info") : 0) + 1;
        String head = pem.substring(0, from);
        String end = pem.substring(pem.indexOf("-----END"));
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf("-----END")));
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(i % 2 == 0 ? 60 : der.length)] = (byte) random.nextInt(256);
            String text = head + "\n" + Base64.getEncoder().encodeToString(damaged) + "\n" + end;
            try {
                PemKey.read(text, PASSWORD);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("is no RSA private key");
            }
        }
    }
}

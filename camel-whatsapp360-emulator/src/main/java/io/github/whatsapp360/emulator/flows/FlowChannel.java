package io.github.whatsapp360.emulator.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends the requests of a flow to an application's endpoint. Sources: Meta, "Implementing endpoint for flows", request
 * decryption and encryption, and request signature validation.
 */
public final class FlowChannel {

    /** Source: Meta, "WhatsApp Flows error codes", timeout_error: the request took longer than 10 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Source: Meta, "Flows encryption": 2048-bit RSA. */
    private static final int KEY_BITS = 2048;

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final URI url;
    private final RSAPublicKey key;
    private final String appSecret;

    /**
     * @param publicKey in PEM
     * @param appSecret signs the requests; empty for none
     */
    public FlowChannel(URI url, String publicKey, String appSecret) {
        this.url = url;
        this.key = key(publicKey);
        this.appSecret = appSecret;
    }

    /**
     * Reads a public key as the service does.
     *
     * @throws IllegalArgumentException if it is no RSA key of 2,048 bits in PEM
     */
    public static RSAPublicKey key(String pem) {
        try {
            String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
            X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            if (pem.contains("BEGIN PUBLIC KEY")
                    && KeyFactory.getInstance("RSA").generatePublic(spec) instanceof RSAPublicKey key
                    && key.getModulus().bitLength() == KEY_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("A public key is a 2048-bit RSA key in PEM", e);
        }
        throw new IllegalArgumentException("A public key is a 2048-bit RSA key in PEM");
    }

    /**
     * Encrypts a request, posts it, and decrypts the answer.
     *
     * @throws IOException if there was no answer within 10 seconds, or it cannot be decrypted
     */
    public FlowAnswer exchange(ObjectNode request) throws IOException {
        byte[] secret = random();
        byte[] iv = random();
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(Cipher.ENCRYPT_MODE, key, OAEP);
            byte[] data = gcm(Cipher.ENCRYPT_MODE, secret, iv, EmulatorJson.MAPPER.writeValueAsBytes(request));
            ObjectNode envelope = JsonNodeFactory.instance
                    .objectNode()
                    .put("encrypted_flow_data", base64(data))
                    .put("encrypted_aes_key", base64(rsa.doFinal(secret)))
                    .put("initial_vector", base64(iv));
            HttpResponse<String> answer = post(EmulatorJson.MAPPER.writeValueAsBytes(envelope));
            return new FlowAnswer(answer.statusCode(), decrypted(answer, secret, iv));
        } catch (GeneralSecurityException e) {
            throw new IOException("The answer of the flow's endpoint cannot be decrypted", e);
        }
    }

    private HttpResponse<String> post(byte[] body) throws IOException, GeneralSecurityException {
        HttpRequest.Builder post = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!appSecret.isEmpty()) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            post.header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
        }
        try {
            return HTTP.send(post.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Meta's example code encrypts the answers with 200 and 427; others have none. */
    private static JsonNode decrypted(HttpResponse<String> answer, byte[] secret, byte[] iv)
            throws GeneralSecurityException, JsonProcessingException {
        if (answer.statusCode() != 200 && answer.statusCode() != 427) {
            return MissingNode.getInstance();
        }
        byte[] flipped = new byte[iv.length];
        for (int i = 0; i < iv.length; i++) {
            flipped[i] = (byte) (iv[i] ^ 0xFF);
        }
        byte[] data;
        try {
            data = Base64.getDecoder().decode(answer.body());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no Base64", e);
        }
        return EmulatorJson.MAPPER.readTree(
                new String(gcm(Cipher.DECRYPT_MODE, secret, flipped, data), StandardCharsets.UTF_8));
    }

    private static byte[] gcm(int mode, byte[] secret, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, iv));
        return aes.doFinal(data);
    }

    private static byte[] random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

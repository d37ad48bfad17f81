package io.github.whatsapp360.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** An application that answers flows, made of the JDK only, with a key of its own. */
public final class FlowApplication implements AutoCloseable {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final KeyPair keys;
    private final HttpServer server;
    private final UnaryOperator<String> answers;
    private volatile int status = 200;

    /** @param answers returns the JSON of the answer to a request */
    public FlowApplication(UnaryOperator<String> answers) throws IOException, GeneralSecurityException {
        this.answers = answers;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns the address of the application. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/flow";
    }

    /** Returns the JSON with which the public key is set. */
    public String publicKeyJson() {
        return "{\"business_public_key\":\"-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\\n-----END PUBLIC KEY-----\\n\"}";
    }

    /** Sets the status of all further answers. */
    public void answersWith(int newStatus) {
        status = newStatus;
    }

    /** Returns the decrypted requests. */
    public List<String> requests() {
        return requests;
    }

    /** Returns the signature of each request; empty for one without. */
    public List<String> signatures() {
        return signatures;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answered(exchange);
        }
    }

    private void answered(HttpExchange exchange) throws IOException {
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signature = exchange.getRequestHeaders().getFirst("X-Hub-Signature-256");
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.DECRYPT_MODE,
                    keys.getPrivate(),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            byte[] secret = rsa.doFinal(bytes(body, "encrypted_aes_key"));
            byte[] iv = bytes(body, "initial_vector");
            String request = new String(
                    gcm(Cipher.DECRYPT_MODE, secret, iv, bytes(body, "encrypted_flow_data")), StandardCharsets.UTF_8);
            signatures.add(signature == null ? "" : signature);
            requests.add(request);
            for (int i = 0; i < iv.length; i++) {
                iv[i] ^= (byte) 0xFF;
            }
            byte[] json = answers.apply(request).getBytes(StandardCharsets.UTF_8);
            byte[] text = Base64.getEncoder().encode(gcm(Cipher.ENCRYPT_MODE, secret, iv, json));
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
        } catch (GeneralSecurityException e) {
            exchange.sendResponseHeaders(421, -1);
        }
    }

    private static byte[] gcm(int mode, byte[] secret, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, iv));
        return aes.doFinal(data);
    }

    private static byte[] bytes(String json, String field) throws IOException {
        Matcher matcher = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("There is no " + field);
        }
        return Base64.getDecoder().decode(matcher.group(1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

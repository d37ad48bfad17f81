package io.github.whatsapp360.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts the requests of flows and encrypts the answers. Source: Meta, "Implementing endpoint for flows", request
 * decryption and encryption.
 */
public final class FlowCipher {

    private static final String RSA = "RSA/ECB/OAEPPadding";
    private static final String AES = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 16;
    private static final int TAG_BITS = 128;

    /** Java's transformation OAEPWithSHA-256AndMGF1Padding uses SHA-1 for MGF1, so the parameters are explicit. */
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrivateKey key;

    /** @param key the RSA key whose public key the number has */
    public FlowCipher(PrivateKey key) {
        this.key = key;
    }

    /**
     * Decrypts a request.
     *
     * @param body the JSON with {@code encrypted_flow_data}, {@code encrypted_aes_key} and {@code initial_vector}
     * @throws InvalidFlowException if the body does not have this form, or the key does not fit
     */
    public Opened open(byte[] body) throws InvalidFlowException {
        JsonNode envelope = parse(body, "the body");
        byte[] data = bytes(envelope, "encrypted_flow_data");
        byte[] encryptedKey = bytes(envelope, "encrypted_aes_key");
        byte[] iv = bytes(envelope, "initial_vector");
        try {
            SecretKey secret = secret(encryptedKey);
            return new Opened(parse(gcm(Cipher.DECRYPT_MODE, secret, iv, data), "the decrypted data"), secret, iv);
        } catch (GeneralSecurityException | IllegalArgumentException e) { // from a provider, if the length is wrong
            throw new InvalidFlowException(true, "it cannot be decrypted");
        }
    }

    private SecretKey secret(byte[] encrypted) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance(RSA);
        rsa.init(Cipher.DECRYPT_MODE, key, OAEP);
        byte[] secret = rsa.doFinal(encrypted);
        if (secret.length != KEY_BYTES) {
            throw new GeneralSecurityException("not an AES-128 key");
        }
        return new SecretKeySpec(secret, "AES");
    }

    private static byte[] gcm(int mode, SecretKey secret, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance(AES);
        aes.init(mode, secret, new GCMParameterSpec(TAG_BITS, iv));
        return aes.doFinal(data);
    }

    private static ObjectNode parse(byte[] json, String what) throws InvalidFlowException {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // the exception's message may contain contents
        }
        throw new InvalidFlowException(false, what + " is no JSON object");
    }

    private static byte[] bytes(JsonNode envelope, String field) throws InvalidFlowException {
        try {
            byte[] bytes = Base64.getDecoder().decode(envelope.path(field).asText(""));
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // the exception's message contains a part of the text
        }
        throw new InvalidFlowException(false, field + " is missing, or no Base64");
    }

    /** A decrypted request, with what its answer is encrypted with. */
    public static final class Opened {

        private final ObjectNode json;
        private final SecretKey secret;
        private final byte[] iv;

        private Opened(ObjectNode json, SecretKey secret, byte[] iv) {
            this.json = json;
            this.secret = secret;
            this.iv = iv;
        }

        /** Returns the decrypted JSON. */
        public ObjectNode json() {
            return json;
        }

        /** Returns the encrypted answer, as Base64. An answer to another request of the same flow has another key. */
        public String seal(JsonNode answer) {
            byte[] flipped = iv.clone();
            for (int i = 0; i < flipped.length; i++) {
                flipped[i] = (byte) ~flipped[i];
            }
            try {
                byte[] text = MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
                return Base64.getEncoder().encodeToString(gcm(Cipher.ENCRYPT_MODE, secret, flipped, text));
            } catch (GeneralSecurityException | JsonProcessingException e) {
                throw new IllegalStateException("the answer cannot be encrypted", e);
            }
        }
    }
}

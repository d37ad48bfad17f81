package io.github.whatsapp360;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Message;

/** Lets in only what comes from the service. */
final class WebhookGuard {

    /**
     * Hex of HMAC-SHA256 over the body as it came. Source: docs.360dialog.com, "Signature Validation"; that it comes with the
     * webhooks of direct clients is not confirmed.
     */
    private static final String SIGNATURE = "x-360dialog-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final String header;
    private final byte[] secret;
    private final byte[] secretKey;

    private WebhookGuard(String header, String secret, String secretKey) {
        this.header = header;
        this.secret = bytes(secret);
        this.secretKey = bytes(secretKey);
    }

    /**
     * @throws IllegalArgumentException if anyone could get in and nobody said that anyone may
     */
    static WebhookGuard of(Whatsapp360Configuration options) {
        boolean open = isMissing(options.getWebhookVerifyToken()) && isMissing(options.getSecretKey());
        if (open && !options.isAllowUnauthenticated()) {
            throw new IllegalArgumentException(
                    "whatsapp360:events would take webhooks from anyone: set webhookVerifyToken to "
                            + "a secret of your own, which 360dialog then sends in the header "
                            + options.getWebhookSecretHeader()
                            + ", or secretKey, or allowUnauthenticated=true if something before this application "
                            + "checks them");
        }
        return new WebhookGuard(
                options.getWebhookSecretHeader(), options.getWebhookVerifyToken(), options.getSecretKey());
    }

    /** Whether the request shows the secret; to be asked before its body is read. */
    boolean admits(Message request) {
        return secret.length == 0 || MessageDigest.isEqual(secret, bytes(request.getHeader(header, String.class)));
    }

    /** Whether the request is signed. */
    boolean admits(Message request, byte[] body) {
        if (secretKey.length == 0) {
            return true;
        }
        String signature = request.getHeader(SIGNATURE, "", String.class).trim();
        String hex = signature.startsWith(PREFIX) ? signature.substring(PREFIX.length()) : signature;
        return MessageDigest.isEqual(
                bytes(HexFormat.of().formatHex(sign(body))), bytes(hex.toLowerCase(java.util.Locale.ROOT)));
    }

    private byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secretKey, ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static boolean isMissing(String secret) {
        return secret == null || secret.isBlank();
    }

    private static byte[] bytes(String text) {
        return isMissing(text) ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}

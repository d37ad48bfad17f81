package io.github.whatsapp360;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Checks that webhook requests come from the service. */
final class WebhookAuthenticator {

    /**
     * The header with the HMAC-SHA256 of the unchanged body, in hex. Source: docs.360dialog.com, "Signature
     * Validation". It is not confirmed that webhooks of direct clients have it.
     */
    private static final String SIGNATURE = "x-360dialog-signature";

    /** The header of flows. Source: Meta, "Implementing endpoint for flows", request signature validation. */
    private static final String META_SIGNATURE = "X-Hub-Signature-256";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final String header;
    private final byte[] secret;
    private final String signature;
    private final byte[] secretKey;

    private WebhookAuthenticator(String header, String secret, String signature, String secretKey) {
        this.header = header;
        this.secret = bytes(secret);
        this.signature = signature;
        this.secretKey = bytes(secretKey);
    }

    /**
     * @throws IllegalArgumentException if neither {@code webhookVerifyToken} nor {@code secretKey} is set, and
     *     {@code allowUnauthenticated} is false
     */
    static WebhookAuthenticator of(Whatsapp360Configuration options) {
        boolean open = isMissing(options.getWebhookVerifyToken()) && isMissing(options.getSecretKey());
        if (open && !options.isAllowUnauthenticated()) {
            throw new IllegalArgumentException(
                    "whatsapp360:events would take webhooks from anyone: set webhookVerifyToken to "
                            + "a secret of your own, which 360dialog then sends in the header "
                            + options.getWebhookSecretHeader()
                            + ", or secretKey to the platform secret that signs them, or "
                            + "allowUnauthenticated=true if a proxy in front of this application checks them");
        }
        return new WebhookAuthenticator(
                options.getWebhookSecretHeader(), options.getWebhookVerifyToken(), SIGNATURE, options.getSecretKey());
    }

    /**
     * Checks the requests of flows, which Meta sends itself.
     *
     * @throws IllegalArgumentException if {@code clientSecret} is not set and {@code allowUnauthenticated} is false
     */
    static WebhookAuthenticator ofFlows(Whatsapp360Configuration options) {
        if (isMissing(options.getClientSecret()) && !options.isAllowUnauthenticated()) {
            throw new IllegalArgumentException(
                    "whatsapp360:flow would take requests from anyone who has the number's public key: set clientSecret "
                            + "to the app secret of the Meta app that the flow is connected to; or, if that app is "
                            + "360dialog's, set allowUnauthenticated=true and let the route check flowToken()");
        }
        return new WebhookAuthenticator("", "", META_SIGNATURE, options.getClientSecret());
    }

    /** Returns whether every request is accepted. */
    boolean isOpen() {
        return secret.length == 0 && secretKey.length == 0;
    }

    /** Returns whether the request has the secret. Called before the body is read. */
    boolean admits(Message request) {
        return secret.length == 0
                || !isElsewhere(request, header)
                        && MessageDigest.isEqual(secret, bytes(request.getHeader(header, String.class)));
    }

    /** Returns whether the request has the correct signature of this body. */
    boolean admits(Message request, byte[] body) {
        if (secretKey.length == 0) {
            return true;
        }
        if (isElsewhere(request, signature)) {
            return false;
        }
        String value = request.getHeader(signature, "", String.class).trim();
        String hex = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
        return MessageDigest.isEqual(bytes(HexFormat.of().formatHex(sign(body))), bytes(hex.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns whether a value of this name comes, or may come, from a query or a form instead of an HTTP header:
     * Camel's HTTP servers also turn query and form parameters into headers. A secret in a query appears in access
     * logs. If there is an HTTP header too, it is not known which value the server takes. The service sends neither a
     * query nor a form.
     */
    private static boolean isElsewhere(Message request, String name) {
        String type = request.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        return FORMS.stream().anyMatch(type.trim()::startsWith)
                || Stream.of(Exchange.HTTP_QUERY, Exchange.HTTP_RAW_QUERY)
                        .flatMap(query -> Stream.of(
                                request.getHeader(query, "", String.class).split("[&;]")))
                        .map(parameter -> decoded(parameter.split("=", 2)[0]))
                        .anyMatch(parameter -> parameter.trim().equalsIgnoreCase(name));
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return parameter; // it is decoded already, or cannot be decoded
        }
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

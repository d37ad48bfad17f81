package io.github.whatsapp360.emulator.access;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** The token that callers of the page and of the emulator's own API have to know, or none. */
public final class AccessToken {

    /** No token: everybody may call. */
    public static final AccessToken NONE = new AccessToken(new byte[0]);

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final byte[] token;

    private AccessToken(byte[] token) {
        this.token = token;
    }

    /**
     * Returns a token.
     *
     * @param token from 16 to 200 visible ASCII characters
     * @throws IllegalArgumentException if it is something else
     */
    public static AccessToken of(String token) {
        if (!token.matches("[!-~]{16,200}")) {
            throw new IllegalArgumentException("An access token has 16 to 200 visible ASCII characters");
        }
        return new AccessToken(token.getBytes(StandardCharsets.US_ASCII));
    }

    public boolean isNone() {
        return token.length == 0;
    }

    /**
     * Returns whether a request has the token, as {@code Authorization: Bearer}, or as the password of
     * {@code Authorization: Basic}, which is how a browser asks a person for it.
     */
    public boolean allows(HttpExchange exchange) {
        List<String> headers = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        return isNone() || headers.size() == 1 && MessageDigest.isEqual(token, given(headers.get(0)));
    }

    private static byte[] given(String header) {
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            try {
                String user = new String(
                        Base64.getDecoder()
                                .decode(header.substring(BASIC.length()).strip()),
                        StandardCharsets.UTF_8);
                return user.substring(user.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }
}

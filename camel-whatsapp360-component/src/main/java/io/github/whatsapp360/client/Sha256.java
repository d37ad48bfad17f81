package io.github.whatsapp360.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** SHA-256 hashes in the two notations of the service: hex in media lookups, Base64 in webhooks. */
final class Sha256 {

    private static final int BYTES = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** Returns a hash in lower-case hex from hex or Base64; empty if the text is not a SHA-256. */
    static String hex(String written) {
        if (written.matches("[0-9a-fA-F]{64}")) {
            return written.toLowerCase(Locale.ROOT);
        }
        try {
            byte[] hash = Base64.getDecoder().decode(written);
            return hash.length == BYTES ? hex(hash) : "";
        } catch (IllegalArgumentException e) {
            return ""; // neither hex nor Base64
        }
    }
}

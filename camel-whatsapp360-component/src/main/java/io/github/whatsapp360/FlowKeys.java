package io.github.whatsapp360;

import io.github.whatsapp360.flow.PemKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads the options {@code privateKey} and {@code privateKeyPassword}. */
final class FlowKeys {

    private static final Pattern RESOURCE = Pattern.compile("[a-z]{2,}:.*");

    private static final String HELP = ". Set it to file:private.pem with the key whose public key the number has, to "
            + "classpath:private.pem, to the PEM itself, or to #name for a PrivateKey or KeyPair bean";

    private FlowKeys() {}

    /** @throws IllegalArgumentException if there is no RSA key; the message says what to do */
    static PrivateKey privateKey(CamelContext context, Whatsapp360Configuration options) {
        Object given = options.getPrivateKey();
        if (given instanceof KeyPair pair) {
            return rsa(pair.getPrivate());
        }
        if (given instanceof PrivateKey key) {
            return rsa(key);
        }
        if (given == null || given instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException("Option privateKey is missing" + HELP);
        }
        if (!(given instanceof String)) {
            throw new IllegalArgumentException("Option privateKey has a wrong type" + HELP);
        }
        String password = options.getPrivateKeyPassword();
        try {
            return PemKey.read(pem(context, ((String) given).strip()), password == null ? "" : password);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option privateKey " + e.getMessage() + HELP, e);
        }
    }

    private static PrivateKey rsa(PrivateKey key) {
        if (key == null || !key.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("Option privateKey is no RSA key" + HELP);
        }
        return key;
    }

    private static String pem(CamelContext context, String text) {
        if (!RESOURCE.matcher(text).matches()) {
            return text;
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, text)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read from " + text, e);
        }
    }
}

package io.github.whatsapp360.flow;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads an RSA private key in PEM: PKCS#8 or PKCS#1, in the clear or encrypted as OpenSSL and Node.js do. Meta's guide
 * makes keys with {@code openssl genrsa -des3}, which writes PKCS#8 or PKCS#1, and its example code makes PKCS#1. Java
 * itself reads only PKCS#8, and of its encryptions only those with AES. Sources: RFC 5958, RFC 8017, RFC 8018, RFC 1421
 * and OpenSSL's EVP_BytesToKey.
 */
public final class PemKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:ENCRYPTED |RSA )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final Pattern DEK_INFO = Pattern.compile("DEK-Info:\\s*([A-Z0-9-]+),([0-9A-Fa-f]+)");

    /** The encryption of a PEM file by the name in its header or by the object identifier in PKCS#8. */
    private static final Map<String, Scheme> SCHEMES = Map.of(
            "DES-EDE3-CBC", new Scheme("DESede", 24),
            "AES-128-CBC", new Scheme("AES", 16),
            "AES-192-CBC", new Scheme("AES", 24),
            "AES-256-CBC", new Scheme("AES", 32),
            "2a864886f70d0307", new Scheme("DESede", 24),
            "60864801650304012a", new Scheme("AES", 32),
            "608648016503040116", new Scheme("AES", 24),
            "608648016503040102", new Scheme("AES", 16));

    private static final String PBES2 = "2a864886f70d01050d";
    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final String HMAC_SHA1 = "2a864886f70d0207";

    private static final Map<String, String> HMACS = Map.of(
            HMAC_SHA1,
            "PBKDF2WithHmacSHA1",
            "2a864886f70d0209",
            "PBKDF2WithHmacSHA256",
            "2a864886f70d020a",
            "PBKDF2WithHmacSHA384",
            "2a864886f70d020b",
            "PBKDF2WithHmacSHA512");

    /** The version and the algorithm rsaEncryption that stand before a PKCS#1 key in PKCS#8. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemKey() {}

    /**
     * Reads a key.
     *
     * @param pem the PEM. Each of its line breaks may be written as {@code \n}, as environment variables have it
     * @param password the password of an encrypted key; empty if it is not encrypted
     * @throws IllegalArgumentException if this is no such key, or the password is wrong; the message contains neither
     */
    public static PrivateKey read(String pem, String password) {
        Matcher found = PEM.matcher(pem.replace("\\n", "\n"));
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "is no private key in PEM: its text has no \"-----BEGIN PRIVATE KEY-----\" with its end"
                            + (pem.contains("BEGIN PUBLIC KEY") ? ". It is the public key" : ""));
        }
        try {
            return key(found.group(1), found.group(2), password);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is no RSA private key that can be read: " + e.getMessage()
                            + ". Convert it with openssl pkcs8 -topk8 -in private.pem -out key.pem",
                    e);
        }
    }

    /**
     * Returns the public key of a private key, in PEM.
     *
     * @throws IllegalArgumentException if the private key does not have it, such as one in hardware
     */
    public static String publicKey(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new IllegalArgumentException("does not contain its public key");
        }
        try {
            return write(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is no RSA key", e);
        }
    }

    /** Returns a public key in PEM. */
    public static String write(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static PrivateKey key(String type, String content, String password) throws GeneralSecurityException {
        Matcher dek = DEK_INFO.matcher(content);
        boolean header = dek.find();
        byte[] der = base64(header ? content.substring(dek.end()) : content);
        if (type.equals("ENCRYPTED PRIVATE KEY")) {
            return rsa(pkcs8(der, given(password)));
        }
        byte[] clear = header ? pkcs1(der, dek.group(1), dek.group(2), given(password)) : der;
        return rsa(type.equals("PRIVATE KEY") ? clear : inPkcs8(clear));
    }

    private static String given(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("it is encrypted; set the option privateKeyPassword");
        }
        return password;
    }

    private static PrivateKey rsa(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] inPkcs8(byte[] pkcs1) {
        return Der.write(Der.SEQUENCE, RSA, Der.write(Der.OCTET_STRING, pkcs1));
    }

    private static byte[] base64(String content) {
        return Base64.getDecoder().decode(content.replaceAll("\\s", ""));
    }

    private static byte[] pkcs8(byte[] der, String password) throws GeneralSecurityException {
        Der key = new Der(der).sequence();
        Der algorithm = key.sequence();
        byte[] encrypted = key.read(Der.OCTET_STRING);
        if (!algorithm.identifier().equals(PBES2)) {
            throw new IllegalArgumentException("its encryption is not PBES2");
        }
        Der parameters = algorithm.sequence();
        Der derivation = parameters.sequence();
        Der encryption = parameters.sequence();
        if (!derivation.identifier().equals(PBKDF2)) {
            throw new IllegalArgumentException("its password is not used by PBKDF2");
        }
        Scheme scheme = scheme(encryption.identifier());
        byte[] secret = derived(derivation.sequence(), password, scheme.keyLength());
        return scheme.decrypt(encrypted, secret, encryption.read(Der.OCTET_STRING));
    }

    private static byte[] derived(Der pbkdf2, String password, int length) throws GeneralSecurityException {
        byte[] salt = pbkdf2.read(Der.OCTET_STRING);
        int iterations = pbkdf2.integer();
        if (pbkdf2.next() == Der.INTEGER) {
            pbkdf2.integer(); // the length of the key, which the encryption has too
        }
        String hmac = HMACS.get(pbkdf2.hasMore() ? pbkdf2.sequence().identifier() : HMAC_SHA1);
        if (hmac == null) {
            throw new IllegalArgumentException("the hash of its PBKDF2 is unknown");
        }
        return SecretKeyFactory.getInstance(hmac)
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, length * 8))
                .getEncoded();
    }

    private static byte[] pkcs1(byte[] der, String name, String iv, String password) throws GeneralSecurityException {
        Scheme scheme = scheme(name);
        byte[] vector = HexFormat.of().parseHex(iv);
        return scheme.decrypt(der, bytesToKey(password, vector, scheme.keyLength()), vector);
    }

    /** Returns the key that OpenSSL's EVP_BytesToKey makes of a password with MD5 and one iteration. */
    private static byte[] bytesToKey(String password, byte[] iv, int length) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] last = key;
        while (key.length < length) {
            md5.update(last);
            md5.update(password.getBytes(StandardCharsets.UTF_8));
            md5.update(iv, 0, Math.min(8, iv.length));
            last = md5.digest();
            key = Arrays.copyOf(key, key.length + last.length);
            System.arraycopy(last, 0, key, key.length - last.length, last.length);
        }
        return Arrays.copyOf(key, length);
    }

    private static Scheme scheme(String name) {
        return Optional.ofNullable(SCHEMES.get(name))
                .orElseThrow(() -> new IllegalArgumentException("its encryption is unknown"));
    }

    /**
     * A cipher in the mode CBC.
     *
     * @param keyLength in bytes
     */
    private record Scheme(String cipher, int keyLength) {

        byte[] decrypt(byte[] encrypted, byte[] key, byte[] iv) throws GeneralSecurityException {
            Cipher cbc = Cipher.getInstance(cipher + "/CBC/PKCS5Padding");
            cbc.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher), new IvParameterSpec(iv));
            try {
                return cbc.doFinal(encrypted);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the option privateKeyPassword does not fit", e);
            }
        }
    }
}

package io.github.whatsapp360.emulator.accounts;

import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The numbers that the emulator knows, by their keys. */
public final class Accounts {

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    public Accounts(Set<String> keys) {
        keys.forEach(key -> accounts.put(key, new Account(key, accounts.size())));
    }

    public boolean has(String key) {
        return accounts.containsKey(key);
    }

    public Account of(String key) {
        return accounts.get(key);
    }

    public Account first() {
        return all().iterator().next();
    }

    public Collection<Account> all() {
        return accounts.values();
    }

    /**
     * Returns a number that is named by its digits in any notation, by its ID, or by its key.
     *
     * @throws IllegalArgumentException if the emulator has no such number
     */
    public Account named(String business) {
        String digits = RecipientNumber.normalized(business);
        return all().stream()
                .filter(account -> account.displayNumber().equals(digits)
                        || account.phoneNumberId().equals(business)
                        || account.key().equals(business))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("business: this is no number of the emulator"));
    }

    /** The key with this hash; if the emulator has it no longer, the first one. */
    public String keyOf(String hash) {
        return all().stream()
                .map(Account::key)
                .filter(key -> hash(key).equals(hash))
                .findFirst()
                .orElseGet(() -> first().key());
    }

    /** Returns a hash of a key, for where the key must not be written. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.whatsapp360.emulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The numbers that the emulator knows, by their keys. */
final class Accounts {

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    Accounts(Set<String> keys) {
        keys.forEach(key -> accounts.put(key, new Account(key, accounts.size())));
    }

    boolean has(String key) {
        return accounts.containsKey(key);
    }

    Account of(String key) {
        return accounts.get(key);
    }

    Account first() {
        return all().iterator().next();
    }

    Collection<Account> all() {
        return accounts.values();
    }
}

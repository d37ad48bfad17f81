package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.media.FileIdentity;
import io.github.whatsapp360.media.MediaFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * SHA-256 of files; a file on disk is read for it once, for as long as it does not change. Where the file system does not
 * tell a change, it is read each time.
 */
final class ContentHashes {

    private static final int MAX_ENTRIES = 10_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Clocks of file systems are coarse: a file this young may change and look the same. */
    private static final Duration TOO_YOUNG = Duration.ofSeconds(3);

    private final Map<FileIdentity, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileIdentity, String> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** The hash of a file's bytes in lower-case hex; empty if they can be read only once. */
    Optional<String> of(MediaFile file) throws IOException {
        if (file.isOneShot()) {
            return Optional.empty();
        }
        State state = state(file);
        if (state.hash().isPresent()) {
            return state.hash();
        }
        String hash = read(file);
        learn(file, state, hash);
        return Optional.of(hash);
    }

    /** What a file looks like before it is read, whatever for. */
    State state(MediaFile file) throws IOException {
        Instant now = Instant.now();
        Optional<FileIdentity> identity = file.identity();
        return new State(identity, now, identity.flatMap(this::remembered));
    }

    /** Takes the hash of what was read, if the file shows that it is still the same. */
    void learn(MediaFile file, State before, String hash) throws IOException {
        if (before.isSettled() && before.identity().equals(file.identity())) {
            remember(before.identity().get(), hash);
        }
    }

    /**
     * A file at some time.
     *
     * @param hash empty if it has to be read for it
     */
    record State(Optional<FileIdentity> identity, Instant at, Optional<String> hash) {

        /** Whether a later change of the file would show. */
        boolean isSettled() {
            Instant old = at.minus(TOO_YOUNG);
            return identity.isPresent()
                    && identity.get().lastModified().isBefore(old)
                    && identity.get().changed().isBefore(old);
        }
    }

    private synchronized Optional<String> remembered(FileIdentity identity) {
        return Optional.ofNullable(known.get(identity));
    }

    private synchronized void remember(FileIdentity identity, String hash) {
        known.put(identity, hash);
    }

    private static String read(MediaFile file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = file.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.media.MediaFile;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A file on its way to the service, for those who may have the same one; it is read once for all who ask. */
final class InFlightUpload {

    private final CompletableFuture<MediaIds.Found> landed = new CompletableFuture<>();
    private final MediaFile file;
    private final ContentHashes.State state;
    private Optional<String> hash;

    /**
     * @param hash empty if it is not known yet; then the file must be one that many can read at once
     */
    InFlightUpload(MediaFile file, ContentHashes.State state, Optional<String> hash) {
        this.file = file;
        this.state = state;
        this.hash = hash;
    }

    CompletableFuture<MediaIds.Found> landed() {
        return landed;
    }

    /** Whether a file in this state is surely this one, so that none needs to be read. */
    boolean isOf(ContentHashes.State other) {
        return state.isSettled() && state.identity().equals(other.identity());
    }

    /** The hash of the file's bytes; empty if it cannot be read. */
    synchronized Optional<String> hash(Function<MediaFile, Optional<String>> reader) {
        if (hash.isEmpty()) {
            hash = reader.apply(file);
        }
        return hash;
    }
}

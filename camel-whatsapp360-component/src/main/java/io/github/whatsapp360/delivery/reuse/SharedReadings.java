package io.github.whatsapp360.delivery.reuse;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Readings of files that many ask for at once, one after the other for each file. Whoever asks while a file is read shares
 * the next reading with all others who do: the one under way may have passed what has changed since.
 */
final class SharedReadings {

    private final Map<Path, Reading> last = new ConcurrentHashMap<>();
    private final Executor workers;

    /**
     * @param workers go on with what waited for a reading, each with one of its own
     */
    SharedReadings(Executor workers) {
        this.workers = workers;
    }

    /** Reads a file, or joins a reading that has not begun. */
    CompletableFuture<Optional<String>> join(Path path, Supplier<CompletableFuture<Optional<String>>> work) {
        Reading own = new Reading();
        Reading joined = last.compute(path, (key, before) -> {
            if (before != null && !before.begun) {
                return before;
            }
            own.before = before == null ? CompletableFuture.completedFuture(null) : before.result;
            return own;
        });
        if (joined == own) {
            own.before.whenComplete((hash, failure) -> begin(path, own, work));
        }
        return joined.result.thenApplyAsync(Function.identity(), workers);
    }

    private void begin(Path path, Reading reading, Supplier<CompletableFuture<Optional<String>>> work) {
        last.computeIfPresent(path, (key, current) -> {
            reading.begun = true; // under the map's lock: nobody joins it any more
            return current;
        });
        work.get().whenComplete((hash, failure) -> {
            last.remove(path, reading);
            reading.result.complete(failure == null ? hash : Optional.empty());
        });
    }

    private static final class Reading {
        private final CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        private CompletableFuture<Optional<String>> before;
        private boolean begun;
    }
}

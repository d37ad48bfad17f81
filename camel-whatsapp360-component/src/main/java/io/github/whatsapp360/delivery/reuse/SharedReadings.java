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
 * Reads files for several exchanges at once: each file one reading after the other. A request that comes while the file
 * is being read joins the next reading, because the current one may already have passed bytes that changed since.
 */
final class SharedReadings {

    private final Map<Path, Reading> last = new ConcurrentHashMap<>();
    private final Executor workers;

    /**
     * @param workers run the exchanges that waited for a reading, each on its own worker
     */
    SharedReadings(Executor workers) {
        this.workers = workers;
    }

    /** Reads a file, or joins a reading that has not begun yet. */
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
            reading.begun = true; // under the map's lock, so that no request joins this reading any more
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

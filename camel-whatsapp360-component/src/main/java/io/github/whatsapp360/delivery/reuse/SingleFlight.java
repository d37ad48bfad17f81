package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.NotSentException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work that many ask for at once and that is done once. Whoever joins it holds no thread, and goes on with a worker of its
 * own: otherwise all of them would go on one after the other, on the thread that did the work.
 */
final class SingleFlight<K, V> {

    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Executor workers;

    SingleFlight(Executor workers) {
        this.workers = workers;
    }

    /**
     * Does the work, or joins the one that is under way.
     *
     * @param work what only the first one does
     * @param joined what the others make of its value or its failure
     */
    CompletableFuture<V> share(
            K key, Supplier<CompletableFuture<V>> work, BiFunction<V, Throwable, CompletableFuture<V>> joined) {
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return other.handleAsync(joined, workers)
                    .thenCompose(Function.identity())
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                            unwrapped(failure) instanceof RejectedExecutionException
                                    ? NotSentException.stopped()
                                    : failure));
        }
        // the others get their workers before the first one goes on
        return begun(work).whenComplete((value, failure) -> {
            flights.remove(key, own);
            if (failure == null) {
                own.complete(value);
            } else {
                own.completeExceptionally(unwrapped(failure));
            }
        });
    }

    private static <V> CompletableFuture<V> begun(Supplier<CompletableFuture<V>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.attempts.Failures;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does work once that several exchanges need at once. An exchange that joins holds no thread, and goes on with its own
 * worker. Otherwise all of them would go on one after the other, on the thread that did the work.
 */
final class SingleFlight<K, V> {

    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Executor workers;

    SingleFlight(Executor workers) {
        this.workers = workers;
    }

    /**
     * Does the work, or joins the same work that is in flight.
     *
     * @param work the work, which only the first caller does
     * @param joined maps the value or the failure of the work to the result of a caller that joined
     */
    CompletableFuture<V> share(
            K key, Supplier<CompletableFuture<V>> work, BiFunction<V, Throwable, CompletableFuture<V>> joined) {
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return other.handleAsync(joined, workers)
                    .thenCompose(Function.identity())
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                            Failures.unwrapped(failure) instanceof RejectedExecutionException
                                    ? NotSentException.stopped()
                                    : failure));
        }
        // the callers that joined get their workers before the first caller goes on
        return begun(work).whenComplete((value, failure) -> {
            flights.remove(key, own);
            if (failure == null) {
                own.complete(value);
            } else {
                own.completeExceptionally(Failures.unwrapped(failure));
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
}

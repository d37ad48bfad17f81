package io.github.whatsapp360;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.Caller;
import io.github.whatsapp360.delivery.DeliveryOptions;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.StringHelper;

/**
 * Runs the operation of an exchange, and completes the exchange with the result or the failure. The caller's thread is
 * free during the call, unless the endpoint is synchronous or the exchange is transacted. It waits only if too many
 * exchanges are in progress.
 */
abstract class Whatsapp360Producer extends DefaultAsyncProducer {

    private final Whatsapp360Endpoint endpoint;
    private SenderRegistry.Lease lease;
    private ObjectMapper mapper;
    private DeliveryOptions deliveryOptions;
    private Runnable hideHealth = () -> {};
    private Traces traces;

    Whatsapp360Producer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Returns the operation that an exchange asks for. */
    abstract Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body);

    /**
     * An operation of an exchange.
     *
     * @param recipient the recipient; empty if there is none
     * @param call makes the call to the service
     * @param reply puts the service's answer into the exchange
     */
    record Operation<T>(String recipient, Function<Caller, CompletableFuture<T>> call, BiConsumer<Exchange, T> reply) {

        /** Creates an operation without a recipient. */
        static <T> Operation<T> of(Function<Caller, CompletableFuture<T>> call, BiConsumer<Exchange, T> reply) {
            return new Operation<>("", call, reply);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SenderRegistry senders = endpoint.getComponent().senders();
        lease = senders.lease(endpoint.getConfiguration());
        mapper = senders.mapper();
        deliveryOptions = endpoint.getConfiguration().deliveryOptions(lease.mediaIds(), lease.records());
        traces = Traces.of(endpoint);
        hideHealth = ProducerHealth.show(endpoint, sender().account());
        if (endpoint.getConfiguration().isAccountHealthCheck()) {
            lease.watch(StringHelper.before(endpoint.getEndpointUri(), ":"));
        }
    }

    @Override
    protected void doStop() throws Exception {
        hideHealth.run();
        lease.close();
        super.doStop();
    }

    Sender sender() {
        return lease.sender();
    }

    MediaIds mediaIds() {
        return lease.mediaIds();
    }

    DeliveryOptions deliveryOptions() {
        return deliveryOptions;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            ExchangeOptions options = new ExchangeOptions(exchange, endpoint.getConfiguration());
            Body body = new Body(exchange, options, mapper);
            return run(operation(exchange, options, body), exchange, options, body.heldBytes(), callback);
        } catch (Exception | Error e) { // an Error would end Camel's thread otherwise
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private <T> boolean run(
            Operation<T> operation,
            Exchange exchange,
            ExchangeOptions options,
            long heldBytes,
            AsyncCallback callback) {
        boolean keepsThread = endpoint.getConfiguration().isSynchronous() || exchange.isTransacted();
        Caller caller = Caller.of(keepsThread, exchange.isTransacted(), options.expiresAfter(), traces.of(exchange));
        AccountState account = sender().account();
        account.begins(); // before the wait for a place, because Camel may evict this producer during the wait
        Admission.Place place;
        try {
            place = lease.admission().enter(operation.recipient(), heldBytes, caller);
        } catch (RuntimeException | Error e) {
            account.ends();
            throw e;
        }
        CompletableFuture<Void> ended = call(operation, caller).handle((answer, failure) -> {
            place.leave();
            account.ends();
            end(operation, exchange, answer, failure);
            return null;
        });
        if (keepsThread) {
            ended.join();
        }
        boolean endedHere = ended.isDone();
        ended.thenRun(() -> callback.done(endedHere));
        return endedHere;
    }

    private static <T> CompletableFuture<T> call(Operation<T> operation, Caller caller) {
        try {
            return operation.call().apply(caller);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T> void end(Operation<T> operation, Exchange exchange, T answer, Throwable failure) {
        try {
            if (failure == null) {
                operation.reply().accept(exchange, answer);
            } else {
                exchange.setException(Failures.unwrapped(failure));
            }
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        }
    }
}

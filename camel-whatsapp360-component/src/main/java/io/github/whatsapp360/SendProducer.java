package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.record.Recording;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** Sends the message, or the file, in an exchange. */
final class SendProducer extends Whatsapp360Producer {

    SendProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        Whatsapp360Operation operation = options.operation(Whatsapp360Endpoint.Action.SEND);
        return switch (operation) {
            case SEND -> send(body.outgoing());
            case MARK_READ -> markRead(new SendRequest.ReadReceipt(body.receivedId(), false));
            case TYPING -> markRead(new SendRequest.ReadReceipt(body.receivedId(), true));
            case UNRESOLVED -> unresolved();
            default -> throw ExchangeOptions.unknown(EnumOption.text(operation), Whatsapp360Endpoint.Action.SEND);
        };
    }

    private Operation<?> send(SendRequest outgoing) {
        if (outgoing instanceof SendRequest.FileMessage file) {
            return new Operation<>(
                    file.to(),
                    caller -> sender().send(file.to(), file.file(), deliveryOptions(), caller),
                    ExchangeResults::sentFile);
        }
        if (outgoing instanceof SendRequest.ReadyMessage ready) {
            return new Operation<>(
                    ready.message().to(),
                    caller -> sender().send(ready.message(), deliveryOptions(), caller),
                    ExchangeResults::sent);
        }
        return markRead((SendRequest.ReadReceipt) outgoing);
    }

    private Operation<?> unresolved() {
        Recording recording = deliveryOptions()
                .recording()
                .orElseThrow(() -> new InvalidMessageException(
                        new Problem("operation", "unresolved needs the option 'messageRepository'")));
        return Operation.of(
                caller -> CompletableFuture.completedFuture(
                        recording.records().unresolved(recording.settleTime(), Whatsapp360Component.MAX_UNRESOLVED)),
                (exchange, found) -> exchange.getMessage().setBody(found));
    }

    private Operation<?> markRead(SendRequest.ReadReceipt receipt) {
        return Operation.of(
                caller -> sender().call(CallKind.READ_RECEIPT, deliveryOptions().retries(), caller, api -> {
                    api.markRead(receipt.messageId(), receipt.typing());
                    return receipt;
                }),
                (exchange, done) -> {});
    }
}

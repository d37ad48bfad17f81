package io.github.whatsapp360;

import io.github.whatsapp360.delivery.attempts.CallKind;
import org.apache.camel.Exchange;

/** Sends the message, or the file, in an exchange. */
final class SendProducer extends Whatsapp360Producer {

    static final String[] OPERATIONS = {"send", "markRead", "typing"};

    SendProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        return switch (options.operation(OPERATIONS)) {
            case "markRead" -> markRead(new SendRequest.ReadReceipt(body.receivedId(), false));
            case "typing" -> markRead(new SendRequest.ReadReceipt(body.receivedId(), true));
            default -> send(body.outgoing());
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

    private Operation<?> markRead(SendRequest.ReadReceipt receipt) {
        return Operation.of(
                caller -> sender().call(CallKind.READ_RECEIPT, deliveryOptions().retries(), caller, api -> {
                    api.markRead(receipt.messageId(), receipt.typing());
                    return receipt;
                }),
                (exchange, done) -> {});
    }
}

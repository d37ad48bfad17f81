package io.github.whatsapp360;

import io.github.whatsapp360.client.ApiAnswer;
import io.github.whatsapp360.client.ApiRequest;
import org.apache.camel.Exchange;

/** Makes a request to any path of the service, with the number's key. */
final class CallProducer extends Whatsapp360Producer {

    CallProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<ApiAnswer> operation(Exchange exchange, ExchangeOptions options, Body body) {
        ApiRequest request = body.request();
        String recipient = body.namedRecipient(request);
        TemporaryFile file = TemporaryFile.of(exchange);
        return new Operation<>(
                recipient,
                caller -> sender().call(request, recipient, deliveryOptions(), caller, file),
                ExchangeResults::answered);
    }
}

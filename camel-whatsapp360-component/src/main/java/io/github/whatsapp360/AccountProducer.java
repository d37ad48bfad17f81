package io.github.whatsapp360;

import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.client.AccountApi;
import io.github.whatsapp360.delivery.attempts.CallKind;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Asks the service about the number, changes its profile, and blocks users. */
final class AccountProducer extends Whatsapp360Producer {

    AccountProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        Whatsapp360Operation operation = options.operation(Whatsapp360Endpoint.Action.ACCOUNT);
        return switch (operation) {
            case HEALTH -> call(AccountApi::health);
            case PROFILE -> call(AccountApi::profile);
            case UPDATE_PROFILE -> update(body.profile());
            case BLOCK -> block(body.users());
            case UNBLOCK -> unblock(body.users());
            case BLOCKED -> call(AccountApi::blocked);
            case WEBHOOKS -> call(AccountApi::webhooks);
            default -> throw ExchangeOptions.unknown(EnumOption.text(operation), Whatsapp360Endpoint.Action.ACCOUNT);
        };
    }

    private Operation<?> update(BusinessProfile profile) {
        return call(account -> {
            account.update(profile);
            return profile;
        });
    }

    private Operation<?> block(List<String> users) {
        return call(account -> account.block(users));
    }

    private Operation<?> unblock(List<String> users) {
        return call(account -> account.unblock(users));
    }

    private <T> Operation<T> call(Function<AccountApi, T> action) {
        return Operation.of(
                caller -> sender().call(
                                CallKind.ACCOUNT,
                                deliveryOptions().retries(),
                                caller,
                                api -> action.apply(api.account())),
                (exchange, answer) -> exchange.getMessage()
                        .setBody(answer instanceof List<?> several ? new ResultList<>(several) : answer));
    }
}

package io.github.whatsapp360;

import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.AccountApi;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.flow.PemKey;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Asks the service about the number, changes its profile, and blocks users. */
final class AccountProducer extends Whatsapp360Producer {

    private final Whatsapp360Endpoint endpoint;

    AccountProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
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
            case PUBLIC_KEY -> call(AccountApi::publicKey);
            case SET_PUBLIC_KEY -> set(body.publicKey().orElseGet(this::ownPublicKey));
            default -> throw ExchangeOptions.unknown(EnumOption.text(operation), Whatsapp360Endpoint.Action.ACCOUNT);
        };
    }

    private Operation<?> update(BusinessProfile profile) {
        return call(account -> {
            account.update(profile);
            return profile;
        });
    }

    private Operation<?> set(String publicKey) {
        return call(account -> account.publicKey(publicKey));
    }

    /** Returns the public key of the option {@code privateKey}. */
    private String ownPublicKey() {
        try {
            return PemKey.publicKey(FlowKeys.privateKey(endpoint.getCamelContext(), endpoint.getConfiguration()));
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(
                    new Problem(
                            "body",
                            "there is no public key; accepted: a PublicKey, a KeyPair or PEM in the body, or the option "
                                    + "privateKey. " + e.getMessage()),
                    e);
        }
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

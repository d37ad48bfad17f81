package io.github.whatsapp360;

import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.rate.QueueState;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health check of a producer, based on its last calls. Camel calls it only with
 * {@code camel.health.producers-enabled}.
 */
final class ProducerHealth extends AccountCheck {

    private final WritableHealthCheckRepository repository;

    private ProducerHealth(
            Whatsapp360Endpoint endpoint, AccountState account, WritableHealthCheckRepository repository) {
        super(
                "producer:whatsapp360-" + endpoint.getId(),
                account,
                endpoint.getComponent().senders().names(),
                endpoint.getComponent().isHealthCheckProducerEnabled());
        this.repository = repository;
    }

    static ProducerHealth register(Whatsapp360Endpoint endpoint, AccountState account) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        ProducerHealth health = new ProducerHealth(endpoint, account, repository);
        if (repository != null) {
            repository.addHealthCheck(health);
        }
        return health;
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.removeHealthCheck(this);
        }
    }

    @Override
    public Result call(Map<String, Object> options) {
        Optional<Whatsapp360Exception> problem = account().health().problem();
        QueueState messages = account().messages();
        HealthCheckResultBuilder result =
                result().up().detail("waiting", messages.waiting()).detail("paused", pause(messages));
        problem.ifPresent(failure -> result.message(message(": " + failure.getMessage()))
                .detail("failure", Failures.code(failure))
                .error(failure)
                .down());
        return result.build();
    }

    private String pause(QueueState messages) {
        if (account().isHeld()) {
            return "by an operator";
        }
        return messages.pause().isZero()
                ? "no"
                : "for " + Math.max(1, messages.pause().toSeconds()) + " s after "
                        + account().lastPauseOfMessages();
    }
}

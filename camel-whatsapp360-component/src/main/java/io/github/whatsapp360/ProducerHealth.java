package io.github.whatsapp360;

import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.rate.QueueState;
import java.util.Optional;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health check of a producer, based on its last calls. Camel calls it only with
 * {@code camel.health.producers-enabled}.
 */
final class ProducerHealth extends AccountCheck {

    private final AccountState account;

    private ProducerHealth(Whatsapp360Endpoint endpoint, AccountState account) {
        super(
                "producer:whatsapp360-" + endpoint.getId(),
                account.account(),
                endpoint.getComponent().senders().names());
        this.account = account;
    }

    /**
     * Shows the check of a producer, until the returned task runs. There is no check without camel-health, if the
     * application excludes it ({@code camel.health.exclude-pattern}, which Quarkus does not apply itself), or if the
     * component has {@code healthCheckProducerEnabled=false}. A disabled check would be in the state "unknown", which
     * makes the application not ready with {@code camel.health.exposure-level=full}.
     */
    static Runnable show(Whatsapp360Endpoint endpoint, AccountState account) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository == null || !endpoint.getComponent().isHealthCheckProducerEnabled()) {
            return () -> {};
        }
        ProducerHealth health = new ProducerHealth(endpoint, account);
        if (HealthCheckHelper.getHealthCheckRegistry(endpoint.getCamelContext()).isExcluded(health)) {
            return () -> {};
        }
        repository.addHealthCheck(health);
        return () -> repository.removeHealthCheck(health);
    }

    @Override
    void judge(HealthCheckResultBuilder result) {
        Optional<Whatsapp360Exception> problem = account.health().problem();
        QueueState messages = account.messages();
        result.up().detail("waiting", messages.waiting()).detail("paused", pause(messages));
        problem.ifPresent(failure -> result.message(message(": " + failure.getMessage()))
                .detail("failure", Failures.code(failure))
                .error(failure)
                .down());
    }

    private String pause(QueueState messages) {
        if (account.isHeld()) {
            return "by an operator";
        }
        return messages.pause().isZero()
                ? "no"
                : "for " + Math.max(1, messages.pause().toSeconds()) + " s after " + account.lastPauseOfMessages();
    }
}

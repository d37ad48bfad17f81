package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Sender;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health check of a producer, based on its last calls. Camel calls it only with
 * {@code camel.health.producers-enabled}.
 */
final class ProducerHealth implements HealthCheck, AutoCloseable {

    private final String id;
    private final Sender sender;
    private final WritableHealthCheckRepository repository;
    private boolean enabled;

    private ProducerHealth(Whatsapp360Endpoint endpoint, Sender sender, WritableHealthCheckRepository repository) {
        this.id = "producer:whatsapp360-" + endpoint.getId();
        this.sender = sender;
        this.repository = repository;
        this.enabled = endpoint.getComponent().isHealthCheckProducerEnabled();
    }

    static ProducerHealth register(Whatsapp360Endpoint endpoint, Sender sender) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        ProducerHealth health = new ProducerHealth(endpoint, sender, repository);
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
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Map<String, Object> getMetaData() {
        return Map.of(CHECK_ID, id, CHECK_GROUP, getGroup());
    }

    @Override
    public Result call(Map<String, Object> options) {
        Optional<? extends Exception> problem = sender.account().health().problem();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).up();
        problem.ifPresent(
                failure -> result.message(failure.getMessage()).error(failure).down());
        return result.build();
    }
}

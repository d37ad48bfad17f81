package io.github.whatsapp360.load;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.camel.RoutesBuilder;

/** Adds the routes to Camel. */
class Answers {

    @Produces
    @Singleton
    @Unremovable
    RoutesBuilder route() {
        return new AnsweringRoute();
    }

    @Produces
    @Singleton
    @Unremovable
    RoutesBuilder hung() {
        return new HungRoute();
    }
}

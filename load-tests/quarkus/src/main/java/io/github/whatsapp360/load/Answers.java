package io.github.whatsapp360.load;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.camel.RoutesBuilder;

/** Gives the route to Camel. */
class Answers {

    @Produces
    @Singleton
    @Unremovable
    RoutesBuilder route() {
        return new AnsweringRoute();
    }
}

package io.github.whatsapp360.quarkus.deployment;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.ProducerTemplate;

/** An application that sends its greeting when its page is opened. Tests change its source while it runs. */
@ApplicationScoped
public class Greeter {

    static final String GREETING = "Good morning";

    @Inject
    ProducerTemplate template;

    void page(@Observes Router router) {
        router.get("/greet").blockingHandler(request -> request.end(greet("4915112345678")));
    }

    String greet(String customer) {
        template.requestBody("whatsapp360:send?to=" + customer, GREETING);
        return GREETING;
    }
}

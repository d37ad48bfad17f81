package io.github.whatsapp360.load;

import io.quarkus.arc.Unremovable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Connects Camel's {@code platform-http} with the HTTP server of Quarkus, as camel-quarkus-platform-http does. */
@ApplicationScoped
public class PlatformHttp {

    private final Vertx vertx;
    private final Router router;

    @Inject
    public PlatformHttp(Vertx vertx) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
    }

    void mount(@Observes Router server) {
        server.route("/*").subRouter(router);
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("platform-http-engine")
    VertxPlatformHttpEngine engine() {
        return new VertxPlatformHttpEngine() {
            @Override
            public int getServerPort() {
                return 0; // the name of the router contains this port
            }
        };
    }

    @Produces
    @Singleton
    @Unremovable
    @Named(VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO)
    VertxPlatformHttpRouter router() {
        Handler<RoutingContext> body = BodyHandler.create();
        return new VertxPlatformHttpRouter(null, vertx, router, VertxPlatformHttpRouter.SERVER_TYPE_SERVER) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return body;
            }
        };
    }
}

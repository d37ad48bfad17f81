package io.github.whatsapp360;

import org.apache.camel.builder.endpoint.AbstractEndpointBuilder;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.telemetry.Span;
import org.apache.tika.mime.MimeTypes;

/**
 * A public class in the root package, which uses Tika, camel-telemetry, camel-webhook and camel-endpointdsl. {@link
 * HouseTest} must report all five.
 */
public final class Trespasser {
    MimeTypes detector;
    Span span;
    WebhookConfiguration webhook;
    AbstractEndpointBuilder endpoint;
}

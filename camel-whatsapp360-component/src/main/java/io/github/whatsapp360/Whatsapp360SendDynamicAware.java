package io.github.whatsapp360;

import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Lets {@code toD("whatsapp360:send?to=${body.phone}")} use one endpoint for all recipients. The options that
 * {@link ExchangeOptions} can take from the exchange are removed from the URI. They apply to this send only, and win
 * over headers and the component's options. Otherwise each recipient would get an endpoint, a producer and a health
 * check of its own.
 */
@SendDynamic("whatsapp360")
public final class Whatsapp360SendDynamicAware extends SendDynamicAwareSupport {

    private static final Pattern RAW = Pattern.compile("RAW[({]");

    /** One parameter. A RAW value ends at the bracket before the next parameter. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?s)([^=&]+)(?:=(?:RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*))?");

    /**
     * Does nothing: the option names that Camel would look up are not needed, and Camel 4.14 cannot find them in this
     * jar.
     */
    @Override
    protected void doInit() {
        // see above
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws URISyntaxException {
        Map<String, Object> options = URISupport.parseQuery(URISupport.extractQuery(uri));
        Map<String, Object> dynamic = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            // Camel handles a reference to a bean, and a name that is given twice
            if (ExchangeOptions.DYNAMIC.contains(name) && value instanceof String text && !text.startsWith("#")) {
                dynamic.put(name, RAW.matcher(text).lookingAt() ? text : decoded(text));
            }
        });
        if (dynamic.isEmpty()) {
            return null;
        }
        URISupport.resolveRawParameterValues(dynamic);
        return new DynamicAwareEntry(uri, originalUri, dynamic, null);
    }

    /**
     * Removes these options from the URI. The other options stay as they are written, because Camel does not write a
     * parsed URI in the same form again.
     */
    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        String query = URISupport.extractQuery(entry.getUri());
        String rest = PARAMETER
                .matcher(query)
                .results()
                .filter(parameter -> !entry.getProperties().containsKey(parameter.group(1)))
                .map(MatchResult::group)
                .collect(Collectors.joining("&"));
        String path = StringHelper.before(entry.getUri(), "?", entry.getUri());
        return rest.isEmpty() ? path : path + "?" + rest;
    }

    /** Decodes a value as an endpoint gets it. Camel's parser has already replaced + by a space. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // the value contains a plain %
        }
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sending -> sending.setProperty(ExchangeOptions.DYNAMIC_PROPERTY, entry.getProperties());
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> sent.removeProperty(ExchangeOptions.DYNAMIC_PROPERTY);
    }
}

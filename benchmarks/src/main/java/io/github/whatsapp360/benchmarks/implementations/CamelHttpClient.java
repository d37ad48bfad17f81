package io.github.whatsapp360.benchmarks.implementations;

import io.github.whatsapp360.benchmarks.support.TestData;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;

/**
 * A hand-written and optimised use of camel-http: JSON with Jackson, and as many connections as the component has. It
 * sets no HTTP method, because camel-http finds the enum for the text "POST" by a search that costs more than all the
 * rest.
 */
public final class CamelHttpClient extends CamelClient {

    private static final Map<String, Object> JSON =
            Map.of("D360-API-KEY", TestData.API_KEY, Exchange.CONTENT_TYPE, "application/json");
    private static final Map<String, Object> FORM = Map.of("D360-API-KEY", TestData.API_KEY);

    private final CamelHttpRequests requests = new CamelHttpRequests();
    private final Endpoint messages;
    private final Endpoint media;

    public CamelHttpClient(int port) {
        this(port, 0);
    }

    /**
     * Creates a client.
     *
     * @param responseTimeout the response timeout in milliseconds; 0 for camel-http's default
     */
    public CamelHttpClient(int port, int responseTimeout) {
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setConnectionsPerRoute(200);
        http.setResponseTimeout(responseTimeout);
        start("http://127.0.0.1:" + port + "/media");
        messages = context.getEndpoint("http://127.0.0.1:" + port + "/messages");
        media = context.getEndpoint("http://127.0.0.1:" + port + "/media");
    }

    @Override
    public String name() {
        return "camel-http";
    }

    @Override
    public String text(String to, String text) throws IOException {
        return requests.messageId(send(messages, requests.text(to, text), JSON));
    }

    @Override
    public String upload(File pdf) throws IOException {
        return requests.mediaId(send(media, CamelHttpRequests.upload(pdf), FORM));
    }

    @Override
    public String stream(InputStream pdf) throws IOException {
        return requests.mediaId(redelivered(CamelHttpRequests.upload(pdf), FORM));
    }

    /** Uploads the file each time, then sends it. */
    @Override
    public String document(String to, File pdf) throws IOException {
        return requests.messageId(send(messages, requests.document(to, upload(pdf), pdf.getName()), JSON));
    }
}

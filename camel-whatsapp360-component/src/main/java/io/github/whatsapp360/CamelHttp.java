package io.github.whatsapp360;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** A camel-http component of our own, seen by nobody else, with the settings that dependable sending needs. */
final class CamelHttp implements AutoCloseable {

    /** As many as camel-http's pool has in all; here all go to one host. */
    private static final int MAX_CONNECTIONS = 200;

    /**
     * A connection that the peer closed while it was idle would look like an unknown outcome; one that was idle for
     * longer than this is checked before it is used.
     */
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

    /** How often to look for an answer while a request is written: a refusal may come before the last byte. */
    private static final long BYTES_BETWEEN_LOOKS = 256 * 1024L;

    private final HttpComponent component = new HttpComponent();
    private final PoolingHttpClientConnectionManager connections;
    private final HttpClient client;

    CamelHttp(CamelContext context, Whatsapp360Configuration options) throws Exception {
        connections = connections(context, options);
        component.setCamelContext(context);
        component.setClientConnectionManager(connections);
        component.setConnectTimeout(options.getConnectTimeout());
        component.setConnectionRequestTimeout(options.getResponseTimeout());
        component.setResponseTimeout(options.getResponseTimeout());
        component.setSoTimeout(options.getResponseTimeout());
        component.setAutomaticRetriesDisabled(true); // it would post again on 429 and 503, behind our back
        component.setRedirectHandlingDisabled(true); // the key must not follow to another host
        component.setCookieManagementDisabled(true);
        component.setProxyHost(options.getProxyHost());
        component.setProxyPort(options.getProxyPort());
        component.setProxyAuthScheme(options.getProxyAuthScheme());
        component.setProxyAuthUsername(options.getProxyAuthUsername());
        component.setProxyAuthPassword(options.getProxyAuthPassword());
        ServiceHelper.startService(component);
        client = ((HttpEndpoint) component.createEndpoint(options.serviceUrl().toString(), Map.of())).getHttpClient();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(component);
        connections.close();
    }

    private static PoolingHttpClientConnectionManager connections(
            CamelContext context, Whatsapp360Configuration options) throws Exception {
        SSLContext ssl = options.getSslContextParameters() == null
                ? SSLContexts.createDefault()
                : options.getSslContextParameters().createSSLContext(context);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(ssl))
                .setConnectionFactory(QuietConnection::new)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(options.getConnectTimeout()))
                        .setSocketTimeout(Timeout.ofMilliseconds(options.getResponseTimeout()))
                        .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                        .build())
                .build();
    }

    /** A connection without the client's header and wire logs, which at DEBUG would print the API key. */
    private static final class QuietConnection extends DefaultBHttpClientConnection
            implements ManagedHttpClientConnection {

        private Timeout socketTimeout;

        QuietConnection(Socket socket) throws IOException {
            super(
                    null,
                    null,
                    null,
                    null,
                    null,
                    new MonitoringResponseOutOfOrderStrategy(BYTES_BETWEEN_LOOKS),
                    null,
                    null);
            if (socket != null) {
                bind(socket);
            }
        }

        @Override
        public void bind(Socket socket) throws IOException {
            super.bind(new SocketHolder(socket));
            socketTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
        }

        @Override
        public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
            super.bind(new SocketHolder(sslSocket, socket));
            socketTimeout = Timeout.ofMilliseconds(sslSocket.getSoTimeout());
        }

        @Override
        public Socket getSocket() {
            SocketHolder holder = getSocketHolder();
            return holder == null ? null : holder.getSocket();
        }

        @Override
        public SSLSession getSSLSession() {
            return getSocket() instanceof SSLSocket ssl ? ssl.getSession() : null;
        }

        @Override
        public void setSocketTimeout(Timeout timeout) {
            super.setSocketTimeout(timeout);
            socketTimeout = timeout;
        }

        @Override
        public void passivate() {
            super.setSocketTimeout(Timeout.DISABLED);
        }

        @Override
        public void activate() {
            super.setSocketTimeout(socketTimeout);
        }
    }
}

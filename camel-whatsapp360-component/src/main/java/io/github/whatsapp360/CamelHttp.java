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
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** A private camel-http component with the settings that reliable sending needs. Routes cannot see it. */
final class CamelHttp implements AutoCloseable {

    /**
     * The number of connections, all of them to one host. It is the default size of camel-http's pool for all hosts
     * together, and the number of calls that workers make at once. Calls on their callers' threads may have to wait.
     */
    private static final int MAX_CONNECTIONS = 200;

    /**
     * The idle time after which a connection is checked before it is used. A request on a connection that the peer has
     * closed would end with an unknown outcome.
     */
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

    /**
     * The age at which a connection is not used any more. The check cannot notice that the peer closes the connection a
     * moment later, as servers do with connections that were idle for some time, such as 60 seconds.
     */
    private static final TimeValue MAX_AGE = TimeValue.ofSeconds(20);

    /**
     * The number of bytes after which the client checks for an early answer while it writes a request. The service may
     * refuse a request before the last byte.
     */
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
        component.setAutomaticRetriesDisabled(true); // it would repeat a POST after 429 and 503
        component.setRedirectHandlingDisabled(true); // the API key must not go to another host
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
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX) // the strict pool has one lock for all calls
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(options.getConnectTimeout()))
                        .setSocketTimeout(Timeout.ofMilliseconds(options.getResponseTimeout()))
                        .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                        .setTimeToLive(MAX_AGE)
                        .build())
                .build();
    }

    /** A connection without the client's header and wire logs, which would contain the API key at level DEBUG. */
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

package io.github.whatsapp360;

import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The connection settings. Endpoints with the same settings share an HTTP client.
 *
 * @param connectTimeout the time to open a connection, in milliseconds
 * @param responseTimeout the time to wait for an answer, in milliseconds
 */
record Transport(
        long connectTimeout,
        long responseTimeout,
        SSLContextParameters sslContextParameters,
        String proxyHost,
        Integer proxyPort,
        String proxyAuthScheme,
        String proxyAuthUsername,
        String proxyAuthPassword) {

    /** Returns a text without credentials. */
    @Override
    public String toString() {
        return "Transport[proxyHost=" + proxyHost + ", proxyPort=" + proxyPort + "]";
    }
}

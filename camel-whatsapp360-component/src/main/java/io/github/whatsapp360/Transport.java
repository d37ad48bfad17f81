package io.github.whatsapp360;

import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The way to the service: endpoints with the same one share an HTTP client.
 *
 * @param connectTimeout in milliseconds
 * @param responseTimeout in milliseconds
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

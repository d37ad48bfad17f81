package io.github.whatsapp360.client;

import java.time.Duration;

/**
 * The timeouts of a call.
 *
 * @param connect the longest time to open a connection
 * @param response the longest silence while a request is written, and the longest time for the whole answer after that
 */
public record Timeouts(Duration connect, Duration response) {}

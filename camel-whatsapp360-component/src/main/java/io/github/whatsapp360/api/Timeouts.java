package io.github.whatsapp360.api;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until there is a connection
 * @param response the longest silence while a request is written, and the longest time for the whole answer after that
 */
public record Timeouts(Duration connect, Duration response) {}

package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;

/**
 * How far a message has to come before its sending counts as done.
 *
 * @param state what a webhook has to report, or a later one
 * @param within how long to wait for it, from the service's answer on
 */
public record Confirm(MessageStatus.State state, Duration within) {}

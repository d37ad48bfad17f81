package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;

/**
 * The status that a message has to reach before its exchange goes on.
 *
 * @param state the status that a webhook has to report; a later status counts too
 * @param within the time to wait for the status, from the service's answer on
 */
public record Confirm(MessageStatus.State state, Duration within) {}

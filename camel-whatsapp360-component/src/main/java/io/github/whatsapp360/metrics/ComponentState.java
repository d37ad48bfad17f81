package io.github.whatsapp360.metrics;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The state of one component, from which gauges are read.
 *
 * @param accounts returns the states of all accounts
 * @param confirmations returns the number of messages that wait for a status
 * @param events the number of events in progress
 */
record ComponentState(
        Supplier<List<AccountState>> accounts, Admission admission, IntSupplier confirmations, AtomicInteger events) {}

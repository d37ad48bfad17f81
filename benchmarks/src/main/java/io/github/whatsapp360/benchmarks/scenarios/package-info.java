/**
 * Routes of a user, from the source of the messages to one of the implementations; uses all packages except
 * {@code workloads} and {@code report}.
 */
package io.github.whatsapp360.benchmarks.scenarios;

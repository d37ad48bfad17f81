/**
 * The work that a client does while it is measured; uses all packages except {@code scenarios} and {@code report}.
 */
package io.github.whatsapp360.benchmarks.workloads;

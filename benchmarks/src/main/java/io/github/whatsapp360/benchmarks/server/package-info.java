/** The local server that stands in for the service, and its process; uses {@code support}. */
package io.github.whatsapp360.benchmarks.server;

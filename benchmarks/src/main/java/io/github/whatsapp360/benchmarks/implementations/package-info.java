/** The compared implementations, as clients and as routes of a user; uses {@code support}. */
package io.github.whatsapp360.benchmarks.implementations;

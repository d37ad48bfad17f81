/** Rounds of measurements, and the use of CPU and memory; uses no other package. */
package io.github.whatsapp360.benchmarks.statistics;
